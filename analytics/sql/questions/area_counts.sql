-- one row per edition × area of the asked level × slice of time: reports under all filters
-- Areas as `by_area` counts them: a place without an area of the level counts in the smallest one above it. Slices are
-- whole steps from $origin on, 0 the first; with the step 'none' there is one.
select edition, if($level = 'district', $district, text) as code, slice, reports
from (
  select
    edition,
    case $level
      when 'street'     then street
      when 'community'  then coalesce(community, street)
      when 'grid'       then coalesce(grid, community, street)
      when 'micro-grid' then leaf
    end as area,
    case $step
      when 'none'  then 0
      when 'day'   then day - $origin::date
      when 'week'  then (day - $origin::date) // 7
      when 'month' then date_diff('month', $origin::date, day)
    end::integer as slice,
    sum(reports)::integer as reports
  from micro_grid_day
  where leaf is not null and {asked}
  group by all
)
left join word on word.id = area
order by edition, code, slice
