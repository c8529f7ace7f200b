-- one row per local day that has any: reports under the filters
select day, sum(reports) as count
from street_day
where {asked}
group by day
order by day
