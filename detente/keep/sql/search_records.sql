-- Records in which all words stand: in the sentence, in the claim's own words, or as its speaker; a state's name also
-- where the record names the state otherwise.
-- values   p1 ... p8 (patterns; null where there are fewer), c1 ... c8 (codes of the states that the words name, else
--          null), outlet, kind, a, b (codes; the record names both), since, until (days; until exclusive, as in
--          `records`); null means any. most, after
-- Actors are left out where they are not asked for. The newest article first, its records in the order of its text.
-- returns  record (JSON), outlet, title, published date, in_all bigint (records, before most and after)
with said as (
    select r.id, r.doc, r.kind, r.start, r.end, r.record, r.mentions, d.outlet, d.title, d.published,
           concat_ws(chr(10), r.text, r.what, r.cause, r.effect, r.place, r.speaker_name, r.speaker_role) as words
    from records r
    join documents d on d.id = r.doc
    where (r.kind = :kind or (cast(:kind as varchar) is null and r.kind <> 'actor'))
      and (cast(:a as varchar) is null or r.mentions like '%|' || :a || '|%')
      and (cast(:b as varchar) is null or r.mentions like '%|' || :b || '|%')
      and (cast(:outlet as varchar) is null or lower(d.outlet) = lower(:outlet))
      and (cast(:since as date) is null or case when r.since is null and r.until is null then d.published >= :since
                                                else r.until is null or r.until >= :since end)
      and (cast(:until as date) is null or case when r.since is null and r.until is null then d.published < :until
                                                else r.since is null or r.since < :until end)
)
select s.record, s.outlet, s.title, s.published, count(*) over () as in_all
from said s
where (cast(:p1 as varchar) is null or regexp_matches(s.words, :p1) or s.mentions like '%|' || cast(:c1 as varchar) || '|%')
  and (cast(:p2 as varchar) is null or regexp_matches(s.words, :p2) or s.mentions like '%|' || cast(:c2 as varchar) || '|%')
  and (cast(:p3 as varchar) is null or regexp_matches(s.words, :p3) or s.mentions like '%|' || cast(:c3 as varchar) || '|%')
  and (cast(:p4 as varchar) is null or regexp_matches(s.words, :p4) or s.mentions like '%|' || cast(:c4 as varchar) || '|%')
  and (cast(:p5 as varchar) is null or regexp_matches(s.words, :p5) or s.mentions like '%|' || cast(:c5 as varchar) || '|%')
  and (cast(:p6 as varchar) is null or regexp_matches(s.words, :p6) or s.mentions like '%|' || cast(:c6 as varchar) || '|%')
  and (cast(:p7 as varchar) is null or regexp_matches(s.words, :p7) or s.mentions like '%|' || cast(:c7 as varchar) || '|%')
  and (cast(:p8 as varchar) is null or regexp_matches(s.words, :p8) or s.mentions like '%|' || cast(:c8 as varchar) || '|%')
order by s.published desc nulls last, s.doc, s.start, s.end, s.kind, s.id
limit :most offset :after
