-- one row per area code (an id of `word`): its label point (WGS84 degrees) in the latest published edition that has it
select
  code,
  arg_max(label_lon, edition_id) as lon,
  arg_max(label_lat, edition_id) as lat
from area
group by code
