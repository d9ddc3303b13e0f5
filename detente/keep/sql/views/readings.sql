-- Of each article the newest reading.
-- returns  the columns of the table `readings`
select r.*
from kept_readings r
join (select doc, max(batch) as batch from kept_readings group by doc) newest
  on r.doc = newest.doc and r.batch = newest.batch
where r.doc in (select id from kept_documents)
