-- Sentences about states in which no record was found.
-- values   doc (null means any)
-- returns  doc, not_understood (JSON: start, end, text, mentions), sentences bigint
select r.doc, r.not_understood, cast(json_array_length(r.not_understood) as bigint) as sentences
from readings r
where cast(:doc as varchar) is null or r.doc = :doc
order by r.doc
