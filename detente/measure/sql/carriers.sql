-- The pairs of two parties on some days, which carry a turn: newest last.
-- values   a, b: the parties; since, until: days, the latter exclusive; source; context; null for any
-- returns  a, b, day, last_day, type, quad, n, score10, story, origin
select a, b, day, last_day, type, quad, n, score10, story, origin
from pairs
where fact
  and a in (:a, :b)
  and b in (:a, :b)
  and a <> b
  and day >= cast(:since as date)
  and last_day < cast(:until as date)
  and (:source is null or source = :source)
  and (:context is null or contexts like concat('%|', :context, '|%'))
order by day, type, origin, a, b, quad nulls last, score10 nulls last
