-- one row per edition × area of the asked level: reports received, closed, and those whose term can be judged
-- Judged are reports that were closed or whose term has passed at $now; in time are those closed within the term.
select edition, if($level = 'district', $district, text) as code, reports, closed, judged, in_time
from (
  select
    edition_id as edition,
    case $level
      when 'street'     then street_code
      when 'community'  then coalesce(community_code, street_code)
      when 'grid'       then coalesce(grid_code, community_code, street_code)
      when 'micro-grid' then coalesce(micro_grid_code, grid_code, community_code, street_code)
    end as area,
    count(*)::integer as reports,
    count(closed_at)::integer as closed,
    count(*) filter (where close_due is not null and (closed_at is not null or close_due < $now::timestamptz))::integer as judged,
    count(*) filter (where closed_at <= close_due)::integer as in_time
  from (select *, local_day as day, category_code as category, street_code as street, zone_code as zone from report)
  where street is not null and {asked}
  group by all
)
left join word on word.id = area
order by edition, code
