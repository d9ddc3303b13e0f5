-- The events behind one number of `dealings`: the records of what articles tell as done of two parties, in order of time.
-- values   a, b (codes); since, until (days; until exclusive), context, quad; null for any
-- returns  the columns of the table `records`
with told as (
    select distinct p.origin, p.doc, p.day, p.last_day
    from article_pairs p
    where p.fact
      and p.a in (:a, :b)
      and p.b in (:a, :b)
      and p.a <> p.b
      and (cast(:since as date) is null or p.day >= cast(:since as date))
      and (cast(:until as date) is null or p.last_day < cast(:until as date))
      and (cast(:context as varchar) is null or p.contexts like concat('%|', :context, '|%'))
      and (cast(:quad as bigint) is null or p.quad = :quad)
)
select r.*
from told t
join records r on r.id = t.origin and r.doc = t.doc
join documents d on d.id = t.doc
order by coalesce(t.day, t.last_day) nulls last, t.last_day nulls last, d.published nulls last, r.doc, r.start, r.id
