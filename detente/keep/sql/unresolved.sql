-- Events and commitments that lack a party: nobody acts, or nobody is acted on where the type asks for it
-- (PLOVER asks for a recipient in COOPERATE, AID and SANCTION; a reciprocal event has two actors instead).
-- values   a, b (codes, named with the claim; null means any)
-- returns  id, kind, type, doc, text
select r.id, r.kind, r.type, r.doc, r.text
from records r
where r.kind in ('event', 'commitment')
  and (r.actors = ''
    or (r.recipients = '' and r.actors not like '|%|%|' and r.type in ('COOPERATE', 'AID', 'SANCTION')))
  and (cast(:a as varchar) is null
    or (r.mentions like '%|' || :a || '|%' and r.mentions like '%|' || :b || '|%'))
order by r.doc, r.start, r.end, r.id
