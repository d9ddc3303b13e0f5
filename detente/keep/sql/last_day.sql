-- The last day on which an article of the record was published.
-- returns  last date
select max(coalesce(d.published_until, d.published)) as last
from documents d
