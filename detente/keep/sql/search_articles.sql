-- Articles in which all words stand, in the headline or in what a reader of the page sees.
-- values   p1 ... p8 (patterns; null where there are fewer), outlet, since, until (days of publication; until exclusive),
--          kind, a, b (codes; the article has a record of the kind that names both); null means any.
--          by_record (whether kind, a or b is given), most, after
-- First those that have all words in the headline, then by how often the rarest of the words stands there, then the
-- newest.
-- returns  doc, title, outlet, published date, published_until date, origin, records bigint,
--          in_all bigint (articles, before most and after)
with read as (
    select d.id as doc, d.title, d.outlet, d.published, d.published_until, d.origin,
           concat_ws(chr(10), d.title, coalesce(json_extract_string(d.layout, '$.flow'), d.text)) as words
    from documents d
    where (cast(:outlet as varchar) is null or lower(d.outlet) = lower(:outlet))
      and (cast(:since as date) is null or d.published >= :since)
      and (cast(:until as date) is null or d.published < :until)
),
found as (
    select r.*,
           (cast(:p1 as varchar) is null or regexp_matches(coalesce(r.title, ''), :p1))
           and (cast(:p2 as varchar) is null or regexp_matches(coalesce(r.title, ''), :p2))
           and (cast(:p3 as varchar) is null or regexp_matches(coalesce(r.title, ''), :p3))
           and (cast(:p4 as varchar) is null or regexp_matches(coalesce(r.title, ''), :p4))
           and (cast(:p5 as varchar) is null or regexp_matches(coalesce(r.title, ''), :p5))
           and (cast(:p6 as varchar) is null or regexp_matches(coalesce(r.title, ''), :p6))
           and (cast(:p7 as varchar) is null or regexp_matches(coalesce(r.title, ''), :p7))
           and (cast(:p8 as varchar) is null or regexp_matches(coalesce(r.title, ''), :p8)) as in_headline,
           least(len(regexp_extract_all(r.words, cast(:p1 as varchar))),
                 len(regexp_extract_all(r.words, cast(:p2 as varchar))),
                 len(regexp_extract_all(r.words, cast(:p3 as varchar))),
                 len(regexp_extract_all(r.words, cast(:p4 as varchar))),
                 len(regexp_extract_all(r.words, cast(:p5 as varchar))),
                 len(regexp_extract_all(r.words, cast(:p6 as varchar))),
                 len(regexp_extract_all(r.words, cast(:p7 as varchar))),
                 len(regexp_extract_all(r.words, cast(:p8 as varchar)))) as times
    from read r
    where (cast(:p1 as varchar) is null or regexp_matches(r.words, :p1))
      and (cast(:p2 as varchar) is null or regexp_matches(r.words, :p2))
      and (cast(:p3 as varchar) is null or regexp_matches(r.words, :p3))
      and (cast(:p4 as varchar) is null or regexp_matches(r.words, :p4))
      and (cast(:p5 as varchar) is null or regexp_matches(r.words, :p5))
      and (cast(:p6 as varchar) is null or regexp_matches(r.words, :p6))
      and (cast(:p7 as varchar) is null or regexp_matches(r.words, :p7))
      and (cast(:p8 as varchar) is null or regexp_matches(r.words, :p8))
      and (not :by_record or r.doc in (
            select c.doc from records c
            where (cast(:kind as varchar) is null or c.kind = :kind)
              and (cast(:a as varchar) is null or c.mentions like '%|' || :a || '|%')
              and (cast(:b as varchar) is null or c.mentions like '%|' || :b || '|%')))
)
select f.doc, f.title, f.outlet, f.published, f.published_until, f.origin, cast(n.records as bigint) as records,
       count(*) over () as in_all
from found f
join readings n on n.doc = f.doc
order by f.in_headline desc, f.times desc nulls last, f.published desc nulls last, f.doc
limit :most offset :after
