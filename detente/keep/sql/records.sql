-- The records, in order of time: by their own days, else by the day of the article; undated ones last.
-- values   kind, a, b (codes), since, until (days; until exclusive); null means any
-- A record belongs to a dyad when both are its parties: one acts on the other, or both act; of a tilt, in any
-- place. Where a claim has no two sides, both must be named with it. An implication is of a third state: it
-- belongs to a dyad also when its article tells of the dyad.
-- returns  the columns of the table `records`, and of its article: outlet, title, published date
with asked as (
    select '%|' || cast(:a as varchar) || '|%' as a,
           '%|' || cast(:b as varchar) || '|%' as b,
           cast(:since as date) as since,
           cast(:until as date) as until
),
joined as (
    select r.id, r.doc, r.kind,
           case when r.kind in ('event', 'commitment')
                then (r.actors like a.a and (r.actors like a.b or r.recipients like a.b))
                  or (r.actors like a.b and r.recipients like a.a)
                when r.kind = 'tilt'
                then concat(r.actors, r.recipients, r.away_from) like a.a
                 and concat(r.actors, r.recipients, r.away_from) like a.b
                else r.mentions like a.a and r.mentions like a.b
           end as of_dyad
    from records r cross join asked a
),
telling as (
    select distinct doc from joined where of_dyad and kind in ('event', 'commitment', 'tilt')
)
select r.*, d.outlet, d.title, d.published
from records r
join joined j on j.id = r.id and j.doc = r.doc
join documents d on d.id = r.doc
cross join asked a
where (cast(:kind as varchar) is null or r.kind = :kind)
  and (a.a is null or j.of_dyad or (
        r.kind = 'implication' and r.actors not like a.a and r.actors not like a.b
        and r.doc in (select doc from telling)))
  and (a.since is null or case when r.since is null and r.until is null then d.published >= a.since
                               else r.until is null or r.until >= a.since end)
  and (a.until is null or case when r.since is null and r.until is null then d.published < a.until
                               else r.since is null or r.since < a.until end)
order by coalesce(r.since, r.until, d.published) nulls last, d.published nulls last,
         r.doc, r.start, r.end, r.kind, r.id
