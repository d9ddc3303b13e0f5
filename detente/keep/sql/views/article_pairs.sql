-- The pairs of the articles as the analyst left them, each with its story: the first article of its text.
-- returns  the columns of the table `pairs`
with kept as (
    select p.*
    from read_pairs p
    left join judged_out o on o.id = p.origin and o.doc = p.doc
    where o.id is null
    union all
    select j.*
    from judged_pairs j
)
select k.a, k.b, k.day, k.last_day, k.type, k.quad, k.score10, k.fact, k.contexts,
       coalesce(s.story, k.doc) as story, k.source, k.origin, k.doc, k.batch
from kept k
left join stories s on s.doc = k.doc
