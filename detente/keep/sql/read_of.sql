-- The records of some articles as they were read, without what analysts decided.
-- values   docs (JSON list of ids)
-- returns  the columns of the table `records`
select r.*
from read_records r
where r.doc in (select unnest(from_json(:docs, '["varchar"]')))
order by r.doc, r.start, r.end, r.id
