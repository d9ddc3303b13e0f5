-- Dealings of pairs of parties as articles tell them: events told as done, by quad class; an event told twice is two.
-- An event lies in the days asked for where all its own days do; one without a day lies in none.
-- values   party (a code), since, until (days; until exclusive), context; null for any; by_year (true: a row a year)
-- returns  a, b (codes, in their order), year bigint (null where it is of several or not known, or not by_year),
--          verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, other (of no class), undated
--          bigint, first date, last date
with told as (
    select distinct least(p.a, p.b) as a, greatest(p.a, p.b) as b, p.origin, p.quad, p.day, p.last_day,
           (cast(:since as date) is null or coalesce(p.day >= cast(:since as date), false))
           and (cast(:until as date) is null or coalesce(p.last_day < cast(:until as date), false)) as inside
    from article_pairs p
    where p.fact
      and p.a <> p.b
      and (cast(:party as varchar) is null or p.a = :party or p.b = :party)
      and (cast(:context as varchar) is null or p.contexts like concat('%|', :context, '|%'))
)
select a, b,
       cast(case when cast(:by_year as boolean) and inside and year(day) = year(last_day) then year(day) end as bigint) as year,
       count(case when inside and quad = 1 then 1 end) as verbal_cooperation,
       count(case when inside and quad = 2 then 1 end) as material_cooperation,
       count(case when inside and quad = 3 then 1 end) as verbal_conflict,
       count(case when inside and quad = 4 then 1 end) as material_conflict,
       count(case when inside and quad is null then 1 end) as other,
       count(case when day is null and last_day is null then 1 end) as undated,
       min(case when inside then coalesce(day, last_day) end) as first,
       max(case when inside then coalesce(last_day, day) end) as last
from told
group by 1, 2, 3
order by 1, 2, 3 nulls last
