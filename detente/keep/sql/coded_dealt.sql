-- The rows of event files behind one number of `coded_dealings`, newest first.
-- values   source; a, b (codes); since, until (days; until exclusive), context, quad; null for any; most, after (rows)
-- returns  as `coded_rows`
select concat(c.file, ':', cast(c.line as varchar)) as origin, c.source, f.origin as file, c.line,
       c.a, c.b, c.day, c.last_day, c.type, c.code, c.quad, c.score10, c.n, c.story
from kept_coded c
join (select id, min(origin) as origin from kept_files group by id) f on f.id = c.file
where c.source = :source
  and c.a in (:a, :b)
  and c.b in (:a, :b)
  and c.a <> c.b
  and (cast(:since as date) is null or c.day >= cast(:since as date))
  and (cast(:until as date) is null or c.last_day < cast(:until as date))
  and (cast(:context as varchar) is null or c.contexts like concat('%|', :context, '|%'))
  and (cast(:quad as bigint) is null or c.quad = :quad)
order by c.day desc, c.last_day desc, f.origin, c.line, c.a, c.b, c.quad nulls last, c.code
limit cast(:most as bigint) offset cast(:after as bigint)
