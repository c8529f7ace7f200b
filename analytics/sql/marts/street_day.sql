-- one row per street × zone × local day × category × state; codes are ids of `word`
-- What the charts ask that look no closer than a street: a fortieth of the rows that micro_grid_day has in a large
-- district. Reports without a place have a null street. Only the days in `touched_day` are computed.
select
  street_code   as street,
  zone_code     as zone,
  local_day     as day,
  category_code as category,
  state,
  count(*)::integer as reports
from report
where local_day in (select day from touched_day)
group by all
order by day
