-- Sentences about states in which no record was found, and in which all words stand.
-- values   p1 ... p8 (patterns; null where there are fewer), outlet, since, until (days of publication; until exclusive),
--          a, b (codes that the sentence names); null means any. most, after
-- The newest article first, its sentences in the order of its text.
-- returns  doc, start bigint, end bigint, text, title, outlet, published date, origin,
--          in_all bigint (sentences, before most and after)
with missed as (
    select r.doc, unnest(from_json(r.not_understood,
           '[{"start": "bigint", "end": "bigint", "text": "varchar", "mentions": "varchar"}]')) as one
    from readings r
)
select m.doc, m.one.start as start, m.one.end as "end", m.one.text as text, d.title, d.outlet, d.published, d.origin,
       count(*) over () as in_all
from missed m
join documents d on d.id = m.doc
where (cast(:outlet as varchar) is null or lower(d.outlet) = lower(:outlet))
  and (cast(:since as date) is null or d.published >= :since)
  and (cast(:until as date) is null or d.published < :until)
  and (cast(:a as varchar) is null or m.one.mentions like '%|' || :a || '|%')
  and (cast(:b as varchar) is null or m.one.mentions like '%|' || :b || '|%')
  and (cast(:p1 as varchar) is null or regexp_matches(m.one.text, :p1))
  and (cast(:p2 as varchar) is null or regexp_matches(m.one.text, :p2))
  and (cast(:p3 as varchar) is null or regexp_matches(m.one.text, :p3))
  and (cast(:p4 as varchar) is null or regexp_matches(m.one.text, :p4))
  and (cast(:p5 as varchar) is null or regexp_matches(m.one.text, :p5))
  and (cast(:p6 as varchar) is null or regexp_matches(m.one.text, :p6))
  and (cast(:p7 as varchar) is null or regexp_matches(m.one.text, :p7))
  and (cast(:p8 as varchar) is null or regexp_matches(m.one.text, :p8))
order by d.published desc nulls last, m.doc, start, "end"
limit :most offset :after
