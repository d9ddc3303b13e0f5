-- Articles of which one text derives from the other.
-- returns  doc, other, how, likeness
select l.doc, l.other, l.how, l.likeness
from links l
order by l.doc, l.other
