-- Articles that mark a turning point.
-- returns  doc
select distinct r.doc
from records r
where r.kind = 'tilt' and r.turning_point
order by r.doc
