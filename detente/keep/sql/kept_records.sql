-- Every record with what it must fit to: for checking.
-- returns  the columns of the table `records`, `document` (id of its document, null where there is none) and
--          `there` (what stands in that document at its offsets)
select r.*, d.id as document, substring(d.text, cast(r.start + 1 as bigint), cast(r.end - r.start as bigint)) as there
from read_records r
left join documents d on d.id = r.doc
order by r.doc, r.id
