-- Who speaks, on all or where one or two parties are named: each speaker with the first statement.
-- values   a, b (codes; null means any)
-- returns  speaker, record (id)
with said as (
    select concat(coalesce(r.speaker_name, r.speaker_role),
                  case when r.speaker_of is null then '' else concat(' (', r.speaker_of, ')') end) as speaker,
           r.id, d.published, r.doc, r.start
    from records r
    join documents d on d.id = r.doc
    where r.kind = 'statement'
      and coalesce(r.speaker_name, r.speaker_role) is not null
      and (cast(:a as varchar) is null or r.mentions like '%|' || cast(:a as varchar) || '|%')
      and (cast(:b as varchar) is null or r.mentions like '%|' || cast(:b as varchar) || '|%')
),
ranked as (
    select speaker, id,
           row_number() over (partition by speaker order by published nulls last, doc, start, id) as place
    from said
)
select speaker, id as record
from ranked
where place = 1
order by speaker
