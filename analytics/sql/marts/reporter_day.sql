-- one row per reporter × edition × smallest area × street × zone × local day × category × state
-- A reporter is the account that sent the report; null where it came without one. Tells a place that many report from one
-- that a single keen person reports. Only the days in `touched_day` are computed.
select
  account_id as reporter,
  edition_id as edition,
  coalesce(micro_grid_code, grid_code, community_code, street_code) as leaf,
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
