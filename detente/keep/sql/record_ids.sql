-- The ids of all records.
-- returns  id
select distinct id
from records
order by id
