-- Events or commitments with what is to be known of their articles, in order of publication.
-- values   kind, any_of (JSON list of codes of which one must be a party; null means any)
-- returns  record (JSON), parties (as in the table), outlet, title, published date, story, context (the text around)
select r.record, concat(r.actors, r.recipients) as parties, d.outlet, d.title, d.published,
       coalesce(s.story, r.doc) as story,
       substring(d.text, greatest(1, r.start - 400), r.end - r.start + 800) as context
from records r
join documents d on d.id = r.doc
left join stories s on s.doc = r.doc
where r.kind = :kind
  and (cast(:any_of as varchar) is null or exists (
        select 1 from (select unnest(from_json(:any_of, '["varchar"]')) as code) c
        where contains(concat(r.actors, r.recipients), concat('|', c.code, '|'))))
order by d.published nulls last, r.doc, r.start, r.end, r.id
