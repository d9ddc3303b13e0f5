-- Of some articles the readings that are there.
-- values   docs (JSON list of ids)
-- returns  doc, coder, settings
select doc, coder, settings
from readings
where doc in (select unnest(from_json(:docs, '["varchar"]')))
order by doc
