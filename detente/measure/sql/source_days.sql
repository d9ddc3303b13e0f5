-- The days that each source has rows of, with how many: its coverage and its volume.
-- returns  source, day, last_day, pairs bigint, events bigint
select source, day, last_day,
       cast(sum(pairs) as bigint) as pairs,
       cast(coalesce(sum(events), 0) as bigint) as events
from (
    select d.source, d.day, d.last_day, d.pairs, d.events
    from kept_file_days d
    join (select id, min(batch) as batch from kept_files group by id) f on f.id = d.file and f.batch = d.batch
    union all
    select source, day, last_day, 1 as pairs, 1 as events
    from article_pairs
    where fact and day is not null and last_day is not null
) days
group by source, day, last_day
order by source, day, last_day
