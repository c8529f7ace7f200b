-- one row per place that was reported on several days, most reports first: at most $most of them
select printf('%x', cell) as cell, text as category, reports, days, first_day, last_day, open
from repeat_place
join word on word.id = category
where ($category is null or text = $category) and days >= $days
order by reports desc, cell, category
limit $most
