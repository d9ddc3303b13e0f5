-- References that lead nowhere: pairs without their record, documents without a reading.
-- returns  what, of, doc
select 'pairs' as what, p.origin as of, p.doc as doc
from read_pairs p
left join read_records r on r.id = p.origin and r.doc = p.doc
where r.id is null and p.source = 'articles'
union
select 'documents', d.id, d.id
from documents d
left join readings r on r.doc = d.id
where r.doc is null
order by what, of
