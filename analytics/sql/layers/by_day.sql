-- one row per local day that has any: reports under all filters but the time
select day, sum(reports) as count
from street_day
where ($category is null or category = (select id from word where text = $category))
  and ($street is null or street = (select id from word where text = $street))
  and ($zone is null or zone = (select id from word where text = $zone))
group by day
order by day
