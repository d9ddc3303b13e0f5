-- Readings that have a sentence about states without a record.
-- values   a, b (codes; null means any): both stand somewhere in the sentences' JSON
-- returns  doc, not_understood (JSON)
select r.doc, r.not_understood
from readings r
join documents d on d.id = r.doc
where r.not_understood <> '[]'
  and (cast(:a as varchar) is null
    or (contains(r.not_understood, concat('|', :a, '|')) and contains(r.not_understood, concat('|', :b, '|'))))
order by d.published nulls last, r.doc
