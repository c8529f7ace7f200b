-- one row per H3 cell of a resolution: reports under all filters
select printf('%x', cell) as cell, sum(reports)::integer as reports
from cell_day
where resolution = $resolution and {asked}
group by cell
order by cell
