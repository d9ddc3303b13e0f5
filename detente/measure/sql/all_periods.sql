-- Reduces all pairs to one row for each source, directed dyad and period, the events by quad class side by side.
-- A period is named by its first month, counted from the year 0; a row whose days span two periods is in none.
-- values   step: months in a period; since, until: days, the latter exclusive; source; context; null for any
-- returns  source, a, b, period bigint, pairs bigint, verbal_cooperation bigint, material_cooperation bigint,
--          verbal_conflict bigint, material_conflict bigint, score10 bigint; in no order
select source, a, b, period,
       count(*) as pairs,
       cast(coalesce(sum(case when quad = 1 then n end), 0) as bigint) as verbal_cooperation,
       cast(coalesce(sum(case when quad = 2 then n end), 0) as bigint) as material_cooperation,
       cast(coalesce(sum(case when quad = 3 then n end), 0) as bigint) as verbal_conflict,
       cast(coalesce(sum(case when quad = 4 then n end), 0) as bigint) as material_conflict,
       cast(coalesce(sum(score10), 0) as bigint) as score10
from (
    select source, a, b, quad, n, score10,
           cast(month - month % :step as bigint) as period
    from pairs
    where fact
      and day is not null
      and (:since is null or day >= cast(:since as date))
      and (:until is null or last_day < cast(:until as date))
      and (:source is null or source = :source)
      and (:context is null or contexts like concat('%|', :context, '|%'))
      and (last_day = day or month - month % :step = last_month - last_month % :step)
) placed
group by source, a, b, period
