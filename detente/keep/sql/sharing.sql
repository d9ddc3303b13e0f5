-- Articles that share traces with some, the most shared first.
-- values   docs (JSON list of ids), most (how many for each)
-- returns  doc, other, shared bigint
with own as (
    select distinct t.doc, t.trace
    from kept_traces t
    where t.doc in (select unnest(from_json(:docs, '["varchar"]')))
),
counted as (
    select o.doc, t.doc as other, count(distinct t.trace) as shared
    from own o
    join kept_traces t on t.trace = o.trace and t.doc <> o.doc
    where t.doc in (select id from kept_documents)
    group by o.doc, t.doc
),
ranked as (
    select doc, other, shared, row_number() over (partition by doc order by shared desc, other) as place
    from counted
)
select doc, other, cast(shared as bigint) as shared
from ranked
where place <= :most
order by doc, place
