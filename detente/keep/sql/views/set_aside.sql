-- What could not be read, each trouble once, and not what could be read later.
-- returns  origin, what, place, mend, batch
select s.origin, s.what, s.place, s.mend, min(s.batch) as batch
from kept_set_aside s
where s.origin not in (select origin from kept_documents)
group by s.origin, s.what, s.place, s.mend
