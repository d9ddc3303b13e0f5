-- The pairs of the newest reading of each article.
-- returns  the columns of the table `pairs`
select p.*
from kept_pairs p
join readings n on p.doc = n.doc and p.batch = n.batch
