-- One article, whole.
-- values   doc
-- returns  the columns of the table `documents`
select d.*
from documents d
where d.id = :doc
order by d.id
