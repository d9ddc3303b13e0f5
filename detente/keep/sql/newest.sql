-- The articles published last, newest first, undated ones after them.
-- values   most: how many at most
-- returns  doc, title, outlet, published date, published_until date, origin, records bigint
select d.id as doc, d.title, d.outlet, d.published, d.published_until, d.origin, n.records
from documents d
join readings n on n.doc = d.id
order by d.published desc nulls last, d.id desc
limit :most
