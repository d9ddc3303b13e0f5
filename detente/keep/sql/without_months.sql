-- Event files of which rows were kept, and no sums by month.
-- returns  id
select f.id
from kept_files f
where f.pairs > 0
  and f.id not in (select file from kept_file_months)
order by f.id
