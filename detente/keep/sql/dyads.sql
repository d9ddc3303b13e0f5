-- Pairs of parties that articles tell events of, most told first.
-- values   party (a code; null means any)
-- returns  a, b (codes, in their order), events bigint (tellings, those not done included), facts bigint, first date,
--          last date (days of those told as done)
select least(p.a, p.b) as a, greatest(p.a, p.b) as b, count(distinct p.origin) as events,
       count(distinct case when p.fact then p.origin end) as facts,
       min(case when p.fact then p.day end) as first, max(case when p.fact then p.last_day end) as last
from article_pairs p
where cast(:party as varchar) is null or p.a = :party or p.b = :party
group by least(p.a, p.b), greatest(p.a, p.b)
order by events desc, a, b
