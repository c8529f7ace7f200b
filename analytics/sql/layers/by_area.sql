-- one row per area of the asked level: reports under the filters
-- A place that has no area of that level counts in the smallest area above it, so that the sum is every located report.
with counted as (
  select
    case $level
      when 'street'     then street
      when 'community'  then coalesce(community, street)
      when 'grid'       then coalesce(grid, community, street)
      when 'micro-grid' then leaf
    end          as area,
    sum(reports) as count
  from micro_grid_day
  where leaf is not null and {asked}
  group by area
)
select if($level = 'district', $district, text) as code, count
from counted
left join word on word.id = area
order by code
