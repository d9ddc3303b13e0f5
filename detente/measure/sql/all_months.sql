-- The same as `all_periods` where nothing is chosen but the source: from the sums by month that event files came with.
-- values   step: months in a period; source; null for any
-- returns  source, a, b, period bigint, pairs bigint, verbal_cooperation bigint, material_cooperation bigint,
--          verbal_conflict bigint, material_conflict bigint, score10 bigint; in no order
select source, a, b, period,
       cast(sum(pairs) as bigint) as pairs,
       cast(sum(verbal_cooperation) as bigint) as verbal_cooperation,
       cast(sum(material_cooperation) as bigint) as material_cooperation,
       cast(sum(verbal_conflict) as bigint) as verbal_conflict,
       cast(sum(material_conflict) as bigint) as material_conflict,
       cast(sum(score10) as bigint) as score10
from (
    select source, a, b, cast(month - month % :step as bigint) as period,
           pairs, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, score10
    from kept_file_months
    where (:source is null or source = :source)
      and month - month % :step = last_month - last_month % :step
    union all
    select source, a, b, cast(month - month % :step as bigint) as period, 1 as pairs,
           case when quad = 1 then 1 else 0 end as verbal_cooperation,
           case when quad = 2 then 1 else 0 end as material_cooperation,
           case when quad = 3 then 1 else 0 end as verbal_conflict,
           case when quad = 4 then 1 else 0 end as material_conflict,
           coalesce(score10, 0) as score10
    from (
        select source, a, b, quad, score10, year(day) * 12 + month(day) - 1 as month,
               year(last_day) * 12 + month(last_day) - 1 as last_month
        from article_pairs
        where fact and day is not null
          and (:source is null or source = :source)
    ) told
    where month - month % :step = last_month - last_month % :step
) placed
group by source, a, b, period
