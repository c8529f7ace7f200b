-- one row per category: reports under the filters
select text as category, sum(reports) as count
from street_day
join word on word.id = category
where {asked}
group by text
order by text
