-- Dealings of pairs of parties as one source of event files tells them: its events by quad class.
-- An event lies in the days asked for where all its own days do.
-- values   source; party (a code), since, until (days; until exclusive), context; null for any; by_year (true: a row a year)
-- returns  as `dealings`; a row that does not tell how many events it stands for counts as none
select least(c.a, c.b) as a, greatest(c.a, c.b) as b,
       cast(case when cast(:by_year as boolean) and year(c.day) = year(c.last_day) then year(c.day) end as bigint) as year,
       cast(coalesce(sum(case when c.quad = 1 then c.n end), 0) as bigint) as verbal_cooperation,
       cast(coalesce(sum(case when c.quad = 2 then c.n end), 0) as bigint) as material_cooperation,
       cast(coalesce(sum(case when c.quad = 3 then c.n end), 0) as bigint) as verbal_conflict,
       cast(coalesce(sum(case when c.quad = 4 then c.n end), 0) as bigint) as material_conflict,
       cast(coalesce(sum(case when c.quad is null then c.n end), 0) as bigint) as other,
       cast(0 as bigint) as undated,
       min(c.day) as first, max(c.last_day) as last
from kept_coded c
where c.source = :source
  and c.a <> c.b
  and (cast(:party as varchar) is null or c.a = :party or c.b = :party)
  and (cast(:since as date) is null or c.day >= cast(:since as date))
  and (cast(:until as date) is null or c.last_day < cast(:until as date))
  and (cast(:context as varchar) is null or c.contexts like concat('%|', :context, '|%'))
group by 1, 2, 3
order by 1, 2, 3 nulls last
