-- Events or commitments with what is to be known of their articles, in order of publication.
-- values   kind, parties (JSON list of codes; null means any)
-- Beside those that name two of the parties these are the ones that name but one party, which is among them; of a
-- single party all that name it. All parties of a claim are among its mentions.
-- returns  record (JSON), outlet, title, published date, story, context (the text around)
with naming as (
    select r.*,
           list_filter(list_distinct(string_split(concat(r.actors, r.recipients), '|')), lambda code: code <> '') as named
    from records r
    where r.kind = :kind
      and (cast(:parties as varchar) is null
        or regexp_matches(r.mentions, concat('\|(', array_to_string(
               list_transform(from_json(:parties, '["varchar"]'), lambda code: regexp_escape(code)), '|'), ')\|')))
)
select r.record, d.outlet, d.title, d.published, coalesce(s.story, r.doc) as story,
       substring(d.text, greatest(1, r.start - 400), r.end - r.start + 800) as context
from naming r
join documents d on d.id = r.doc
left join stories s on s.doc = r.doc
where cast(:parties as varchar) is null
   or list_has_any(r.named, from_json(:parties, '["varchar"]'))
  and len(list_intersect(r.named, from_json(:parties, '["varchar"]')))
      >= least(2, len(r.named), len(from_json(:parties, '["varchar"]')))
order by d.published nulls last, r.doc, r.start, r.end, r.id
