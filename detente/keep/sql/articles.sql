-- Some articles, whole.
-- values   docs (JSON list of ids)
-- returns  the columns of the table `documents`
select d.*
from documents d
where d.id in (select unnest(from_json(:docs, '["varchar"]')))
order by d.id
