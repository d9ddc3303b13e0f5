-- The readings that are there.
-- returns  doc, coder, settings
select doc, coder, settings
from readings
order by doc
