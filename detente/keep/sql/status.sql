-- What a project holds, in numbers: one row a figure.
-- returns  what (documents, set_aside, kind, outlet, coder, not_understood), of, n bigint, first date, last date
--          (days of publication, for documents and outlets)
select 'documents' as what, '' as of, count(*) as n, min(published) as first, max(published_until) as last
from documents
union all
select 'outlet', coalesce(outlet, ''), count(*), min(published), max(published_until)
from documents
group by coalesce(outlet, '')
union all
select 'kind', kind, count(*), cast(null as date), cast(null as date)
from records
group by kind
union all
select 'coder', coder, count(*), cast(null as date), cast(null as date)
from readings
group by coder
union all
select 'not_understood', '', cast(coalesce(sum(json_array_length(not_understood)), 0) as bigint),
       cast(null as date), cast(null as date)
from readings
union all
select 'set_aside', '', count(*), cast(null as date), cast(null as date)
from set_aside
order by what, of
