-- The articles, oldest first, undated ones last.
-- returns  doc, title, outlet, author, published date, published_until date, published_basis, genre, origin,
--          characters bigint, records bigint
select d.id as doc, d.title, d.outlet, d.author, d.published, d.published_until, d.published_basis, d.genre,
       d.origin, cast(length(d.text) as bigint) as characters, n.records
from documents d
join readings n on n.doc = d.id
order by d.published nulls last, d.id
