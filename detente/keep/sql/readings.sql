-- The readings, with their sentences that were not understood.
-- returns  doc, coder, settings, records bigint, not_understood (JSON), outlet, title, published date
select r.doc, r.coder, r.settings, r.records, r.not_understood, d.outlet, d.title, d.published
from readings r
join documents d on d.id = r.doc
order by d.published nulls last, r.doc
