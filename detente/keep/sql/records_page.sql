-- Some of the records, in the order of `records`: what a program takes page by page.
-- values   kind, party (a code), doc, since, until (days; until exclusive); null means any. most, after: how many rows,
--          and how many before them
-- A record has a party that its claim, its speaker or its sentence names.
-- returns  the columns of the table `records`, and of its article: outlet, title, published date
select r.*, d.outlet, d.title, d.published
from records r
join documents d on d.id = r.doc
where (cast(:kind as varchar) is null or r.kind = :kind)
  and (cast(:party as varchar) is null or r.mentions like '%|' || :party || '|%')
  and (cast(:doc as varchar) is null or r.doc = :doc)
  and (cast(:since as date) is null or case when r.since is null and r.until is null then d.published >= :since
                                            else r.until is null or r.until >= :since end)
  and (cast(:until as date) is null or case when r.since is null and r.until is null then d.published < :until
                                            else r.since is null or r.since < :until end)
order by coalesce(r.since, r.until, d.published) nulls last, d.published nulls last,
         r.doc, r.start, r.end, r.kind, r.id
limit :most offset :after
