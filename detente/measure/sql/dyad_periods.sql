-- Reduces the pairs of two parties to one row for each source, direction, period, type, quad class and contexts.
-- A period is named by its first month, counted from the year 0; a row whose days span two periods is in none.
-- The events of one row are of one code and have one score each.
-- values   a, b: the parties; step: months in a period; since, until: days, the latter exclusive; source; context; null for any
-- returns  source, a, b, period bigint, type, quad, contexts, pairs bigint, events bigint, uncounted bigint, unscored bigint,
--          stories bigint, score10 bigint, squares100 bigint
with placed as (
    select source, a, b, type, quad, contexts, n, score10, story, origin,
           cast(month - month % :step as bigint) as period
    from pairs
    where fact
      and a in (:a, :b)
      and b in (:a, :b)
      and a <> b
      and day is not null
      and (:since is null or day >= cast(:since as date))
      and (:until is null or last_day < cast(:until as date))
      and (:source is null or source = :source)
      and (:context is null or contexts like concat('%|', :context, '|%'))
      and (last_day = day or month - month % :step = last_month - last_month % :step)
)
select source, a, b, period, type, quad, contexts,
       count(*) as pairs,
       cast(coalesce(sum(n), 0) as bigint) as events,
       cast(sum(case when n is null then 1 else 0 end) as bigint) as uncounted,
       cast(sum(case when score10 is null then 1 else 0 end) as bigint) as unscored,
       count(distinct coalesce(story, origin)) as stories,
       cast(coalesce(sum(score10), 0) as bigint) as score10,
       cast(coalesce(sum(case when n > 0 then floor(score10 * score10 / n) end), 0) as bigint) as squares100
from placed
group by source, a, b, period, type, quad, contexts
order by source, a, b, period, type, quad nulls last, contexts
