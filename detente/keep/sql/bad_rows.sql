-- Lines of event files that could not be read.
-- returns  origin, line, why, text
select f.origin, r.line, r.why, r.text
from (select distinct file, line, why, text from kept_bad_rows) r
join (select id, min(origin) as origin from kept_files group by id) f on f.id = r.file
order by f.origin, r.line, r.why, r.text
