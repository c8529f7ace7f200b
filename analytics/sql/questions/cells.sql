-- one row per H3 cell of a resolution: reports under time and category
select printf('%x', cell) as cell, sum(reports)::integer as reports
from cell_day
where resolution = $resolution
  and ($from is null or day >= $from::date)
  and ($to is null or day <= $to::date)
  and ($category is null or category = (select id from word where text = $category))
group by cell
order by cell
