-- one row per smallest area: the point it is drawn at (WGS84 degrees) and its reports under all filters
select lon, lat, sum(reports) as count
from micro_grid_day
join place on place.code = leaf
where ($from is null or day >= $from::date)
  and ($to is null or day <= $to::date)
  and ($category is null or category = (select id from word where text = $category))
  and ($street is null or street = (select id from word where text = $street))
  and ($zone is null or zone = (select id from word where text = $zone))
group by leaf, lon, lat
order by leaf
