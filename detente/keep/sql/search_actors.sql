-- Whom articles speak of by a name in which all words stand, most spoken of first.
-- values   p1 ... p8 (patterns; null where there are fewer), codes (JSON list, piped: those are found by any name), most
-- returns  code, name (the one that most records give), type, articles bigint
with named as (
    select r.doc, r.actors as code, r.type, coalesce(json_extract_string(r.record, '$.name'), trim(r.actors, '|')) as name
    from records r
    where r.kind = 'actor'
),
found as (
    select n.*
    from named n
    where n.code in (select unnest(from_json(:codes, '["varchar"]')))
       or (regexp_matches(n.name, :p1)
      and (cast(:p2 as varchar) is null or regexp_matches(n.name, :p2))
      and (cast(:p3 as varchar) is null or regexp_matches(n.name, :p3))
      and (cast(:p4 as varchar) is null or regexp_matches(n.name, :p4))
      and (cast(:p5 as varchar) is null or regexp_matches(n.name, :p5))
      and (cast(:p6 as varchar) is null or regexp_matches(n.name, :p6))
      and (cast(:p7 as varchar) is null or regexp_matches(n.name, :p7))
      and (cast(:p8 as varchar) is null or regexp_matches(n.name, :p8)))
)
select trim(f.code, '|') as code, min(f.name) as name, min(f.type) as type, count(distinct f.doc) as articles
from found f
group by f.code
order by articles desc, code
limit :most
