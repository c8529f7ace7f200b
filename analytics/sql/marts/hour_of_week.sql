-- one row per street × zone × local day × hour of the week × category × state; Monday 00 o'clock local is hour 0
-- Only the days in `touched_day` are computed.
select
  street_code   as street,
  zone_code     as zone,
  local_day     as day,
  hour_of_week  as hour,
  category_code as category,
  state,
  count(*)::integer as reports
from report
where local_day in (select day from touched_day)
group by all
order by day
