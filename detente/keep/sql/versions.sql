-- The moments at which something was kept, oldest first.
-- returns  batch, documents bigint, readings bigint, decisions bigint
with kept as (
    select batch, count(distinct id) as documents, 0 as readings, 0 as decisions from documents group by batch
    union all
    select r.batch, 0, count(distinct r.doc), 0
    from kept_readings r join documents d on d.id = r.doc and r.batch >= d.batch
    group by r.batch
    union all
    select batch, 0, 0, count(distinct id) from decisions group by batch
)
select batch, cast(sum(documents) as bigint) as documents, cast(sum(readings) as bigint) as readings,
       cast(sum(decisions) as bigint) as decisions
from kept
group by batch
order by batch
