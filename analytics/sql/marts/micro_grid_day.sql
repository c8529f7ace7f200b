-- one row per edition × smallest area × local day × category × state; codes are ids of `word`
-- A report is counted in the areas of the edition it was located with, and that edition is kept: a later edition moves
-- no closed report. The smallest area is the micro-grid or, where an edition has none there, the grid, community or
-- street; levels above and the zone are those the report recorded. Reports without a place have null areas: they are
-- counted apart and never belong to an area. Only the days in `touched_day` are computed.
select
  edition_id as edition,
  coalesce(micro_grid_code, grid_code, community_code, street_code) as leaf,
  micro_grid_code as micro_grid,
  grid_code       as grid,
  community_code  as community,
  street_code     as street,
  zone_code       as zone,
  local_day       as day,
  category_code   as category,
  state,
  count(*)::integer as reports
from report
where local_day in (select day from touched_day)
group by all
order by day
