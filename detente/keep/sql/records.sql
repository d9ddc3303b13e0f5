-- The records, in order of time: by their own days, else by the day of the article; undated ones last.
-- values   kind, a, b (codes), since, until (days; until exclusive); null means any
-- A record belongs to a dyad when both are its parties: one acts on the other, or both act; of a tilt, in any
-- place. Where a claim has no two sides, both must be named with it. An implication is of a third state: it
-- belongs to a dyad also when its article tells of the dyad. All parties of a claim are among its mentions.
-- returns  the columns of the table `records`, and of its article: outlet, title, published date
with of_dyad as (
    select r.*
    from records r
    where cast(:a as varchar) is null
       or r.mentions like '%|' || :a || '|%' and r.mentions like '%|' || :b || '|%'
      and case when r.kind in ('event', 'commitment')
               then (r.actors like '%|' || :a || '|%'
                     and (r.actors like '%|' || :b || '|%' or r.recipients like '%|' || :b || '|%'))
                 or (r.actors like '%|' || :b || '|%' and r.recipients like '%|' || :a || '|%')
               when r.kind = 'tilt'
               then concat(r.actors, r.recipients, r.away_from) like '%|' || :a || '|%'
                and concat(r.actors, r.recipients, r.away_from) like '%|' || :b || '|%'
               else true
          end
),
found as (
    select * from of_dyad
    union all
    select r.*
    from records r
    where r.kind = 'implication'
      and r.actors not like '%|' || :a || '|%' and r.actors not like '%|' || :b || '|%'
      and not (r.mentions like '%|' || :a || '|%' and r.mentions like '%|' || :b || '|%')
      and r.doc in (select doc from of_dyad where kind in ('event', 'commitment', 'tilt'))
)
select r.*, d.outlet, d.title, d.published
from found r
join documents d on d.id = r.doc
where (cast(:kind as varchar) is null or r.kind = :kind)
  and (cast(:since as date) is null or case when r.since is null and r.until is null then d.published >= :since
                                            else r.until is null or r.until >= :since end)
  and (cast(:until as date) is null or case when r.since is null and r.until is null then d.published < :until
                                            else r.since is null or r.since < :until end)
order by coalesce(r.since, r.until, d.published) nulls last, d.published nulls last,
         r.doc, r.start, r.end, r.kind, r.id
