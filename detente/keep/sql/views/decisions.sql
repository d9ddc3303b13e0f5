-- What analysts decided, each decision once.
-- returns  the columns of the table `decisions`
select d.*
from kept_decisions d
join (select id, min(batch) as batch from kept_decisions group by id) first_kept
  on d.id = first_kept.id and d.batch = first_kept.batch
