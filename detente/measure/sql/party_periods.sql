-- Reduces all pairs in which two parties take part to one row for each source, party and period.
-- values   a, b: the parties; step: months in a period; since, until: days, the latter exclusive; source; context; null for any
-- returns  source, party, period bigint, events bigint
with sides as (
    select source, a as party, n, day, last_day, month, last_month, contexts
    from pairs
    where fact and a in (:a, :b)
    union all
    select source, b as party, n, day, last_day, month, last_month, contexts
    from pairs
    where fact and b in (:a, :b)
)
select source, party,
       cast(month - month % :step as bigint) as period,
       cast(coalesce(sum(n), 0) as bigint) as events
from sides
where day is not null
  and (:since is null or day >= cast(:since as date))
  and (:until is null or last_day < cast(:until as date))
  and (:source is null or source = :source)
  and (:context is null or contexts like concat('%|', :context, '|%'))
  and (last_day = day or month - month % :step = last_month - last_month % :step)
group by source, party, month - month % :step
order by source, party, period
