-- What could not be read.
-- returns  origin, what, place, mend
select origin, what, place, mend
from set_aside
order by origin, place, what, mend
