-- Some rows of event files, by the origin that the view `pairs` gives them: what a turn is carried by.
-- values   a, b: the parties; origins (JSON list)
-- returns  origin, source, file, line, a, b, day, last_day, type, code, quad, score10, n, story
select concat(c.file, ':', cast(c.line as varchar)) as origin, c.source, f.origin as file, c.line,
       c.a, c.b, c.day, c.last_day, c.type, c.code, c.quad, c.score10, c.n, c.story
from kept_coded c
join (select id, min(origin) as origin from kept_files group by id) f on f.id = c.file
where c.a in (:a, :b)
  and c.b in (:a, :b)
  and concat(c.file, ':', cast(c.line as varchar)) in (select unnest(from_json(:origins, '["varchar"]')))
order by c.source, f.origin, c.line, c.a, c.b, c.quad nulls last, c.code
