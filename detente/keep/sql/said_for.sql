-- The statements of those who speak for a party, the newest article first.
-- values   of (a code)
-- returns  the columns of the table `records`
select r.*
from records r
join documents d on d.id = r.doc
where r.kind = 'statement' and r.speaker_of = :of
order by d.published desc nulls last, r.doc, r.start, r.id
