-- Events or commitments with what is to be known of their articles, in order of publication.
-- values   kind, a, b (codes), any_of (JSON list of codes); null means any
-- returns  record (JSON), outlet, title, published date, story, context (the text around the evidence)
with asked as (
    select '%|' || cast(:a as varchar) || '|%' as a, '%|' || cast(:b as varchar) || '|%' as b
)
select r.record, d.outlet, d.title, d.published, coalesce(s.story, r.doc) as story,
       substring(d.text, greatest(1, r.start - 400), r.end - r.start + 800) as context
from records r
cross join asked q
join documents d on d.id = r.doc
left join stories s on s.doc = r.doc
where r.kind = :kind
  and (q.a is null or concat(r.actors, r.recipients) like q.a)
  and (q.b is null or concat(r.actors, r.recipients) like q.b)
  and (cast(:any_of as varchar) is null or exists (
        select 1 from (select unnest(from_json(:any_of, '["varchar"]')) as code) c
        where contains(concat(r.actors, r.recipients), concat('|', c.code, '|'))))
order by d.published nulls last, r.doc, r.start, r.end, r.id
