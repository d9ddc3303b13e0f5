-- Every article with its original bytes: for checking.
-- returns  the columns of the table `documents`
select d.*
from documents d
order by d.id
