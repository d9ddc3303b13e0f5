-- Each article once, as it was first added.
-- returns  the columns of the table `documents`
select d.*
from kept_documents d
join (select id, min(batch) as batch from kept_documents group by id) first_added
  on d.id = first_added.id and d.batch = first_added.batch
