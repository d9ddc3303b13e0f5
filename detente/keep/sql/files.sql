-- The event files, each once, in the order they were kept.
-- returns  id, origin, format, source, version, scale, directed, seen, pairs, one_sided, same_party, no_state, no_event, duplicates, bad, batch
select f.*
from kept_files f
join (select id, min(batch) as batch from kept_files group by id) first_kept
  on f.id = first_kept.id and f.batch = first_kept.batch
order by f.batch, f.origin, f.id
