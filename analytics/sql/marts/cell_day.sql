-- one row per H3 resolution (7, 8, 9) × cell × street × zone × local day × category × state
-- A parent cell has the resolution's number in bits 52–55 and ones in the digits finer than it (h3geo.org, "H3 Index
-- representations"). Reports without a position have no cell. Only the days in `touched_day` are computed.
select
  resolution,
  (h3 & ~(15::bigint << 52)) | (resolution::bigint << 52) | ((1::bigint << (3 * (15 - resolution))) - 1) as cell,
  street_code   as street,
  zone_code     as zone,
  local_day     as day,
  category_code as category,
  state,
  count(*)::integer as reports
from report, (select unnest([7, 8, 9]) as resolution)
where h3 is not null and local_day in (select day from touched_day)
group by all
order by resolution, day
