-- The records as the analyst left them: without those rejected, with those accepted and edited in their place.
-- returns  the columns of the table `records`
select r.*
from read_records r
left join judged_out o on o.id = r.id and o.doc = r.doc
where o.id is null
union all
select j.*
from judged_records j
