-- one row per hour of the week that has any: reports under all filters; Monday 00 o'clock local is hour 0
select hour, sum(reports)::integer as reports
from hour_of_week
where {asked}
group by hour
order by hour
