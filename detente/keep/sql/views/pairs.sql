-- All pairs alike: those of the articles as the analyst left them, and those of the event files.
-- Months are counted from the year 0.
-- returns  a, b, day, last_day, month, last_month, type, quad, score10, n, fact, contexts, story, source, origin, batch
select a, b, day, last_day, year(day) * 12 + month(day) - 1 as month, year(last_day) * 12 + month(last_day) - 1 as last_month,
       type, quad, score10, cast(1 as bigint) as n, fact, contexts, story, source, origin,
       batch
from article_pairs
union all
select a, b, day, last_day, year(day) * 12 + month(day) - 1 as month, year(last_day) * 12 + month(last_day) - 1 as last_month,
       type, quad, score10, n, true as fact, contexts, story, source,
       concat(file, ':', cast(line as string)) as origin, batch
from kept_coded
