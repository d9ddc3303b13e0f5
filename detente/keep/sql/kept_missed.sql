-- Readings with the text of their document: for checking.
-- returns  doc, records bigint, kept bigint (records that are there), not_understood (JSON), text
select r.doc, r.records, cast(count(k.id) as bigint) as kept, r.not_understood, d.text
from readings r
join documents d on d.id = r.doc
left join read_records k on k.doc = r.doc
group by r.doc, r.records, r.not_understood, d.text
order by r.doc
