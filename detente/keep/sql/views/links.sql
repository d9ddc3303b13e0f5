-- Articles of which one text derives from the other, each pair once.
-- returns  doc, other, how, likeness
select l.doc, l.other, min(l.how) as how, max(l.likeness) as likeness
from kept_links l
where l.doc <> l.other
  and l.doc in (select id from kept_documents)
  and l.other in (select id from kept_documents)
group by l.doc, l.other
