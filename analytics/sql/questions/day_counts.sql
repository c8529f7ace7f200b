-- one row per local day that has any: located and unlocated reports under all filters
select day, sum(reports)::integer as reports
from street_day
where {asked}
group by day
order by day
