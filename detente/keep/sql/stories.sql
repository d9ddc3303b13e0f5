-- Articles that share their text with another, by story; the first published of a story first.
-- returns  doc, story, published date, outlet, title
select s.doc, s.story, d.published, d.outlet, d.title
from stories s
join documents d on d.id = s.doc
join documents f on f.id = s.story
order by f.published nulls last, s.story, d.published nulls last, s.doc
