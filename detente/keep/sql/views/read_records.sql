-- The records of the newest reading of each article.
-- returns  the columns of the table `records`
select r.*
from kept_records r
join readings n on r.doc = n.doc and r.batch = n.batch
