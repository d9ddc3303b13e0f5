-- Records by the beginning of their id.
-- values   prefix
-- returns  the columns of the table `records`
select r.*
from records r
where r.id like :prefix || '%'
order by r.id, r.doc
