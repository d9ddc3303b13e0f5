-- What analysts decided, oldest first.
-- returns  the columns of the table `decisions`
select d.*
from decisions d
order by d.at, d.id
