-- one row per smallest area × local day × category; codes are ids of `word`
-- The smallest area is the micro-grid or, where an edition has none there, the grid, community or street. The levels
-- above it and the zone are those that the reports recorded. Reports without a place have null areas: they are counted
-- apart and never belong to an area. Only the days in `touched_day` are computed.
select
  coalesce(micro_grid_code, grid_code, community_code, street_code) as leaf,
  micro_grid_code as micro_grid,
  grid_code       as grid,
  community_code  as community,
  street_code     as street,
  zone_code       as zone,
  local_day       as day,
  category_code   as category,
  count(*)::integer as reports,
  count(*) filter (where state = (select id from word where text = 'closed'))::integer as closed
from report
where local_day in (select day from touched_day)
group by all
