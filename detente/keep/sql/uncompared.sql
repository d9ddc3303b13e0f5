-- Articles that have not been compared with the others yet.
-- values   most (how many of them)
-- returns  the columns of the table `documents`
select d.*
from documents d
where d.id not in (select l.doc from kept_links l where l.doc = l.other)
order by d.id
limit :most
