-- one row per local day that has any: located and unlocated reports under all filters
select day, sum(reports)::integer as reports
from street_day
where ($from is null or day >= $from::date)
  and ($to is null or day <= $to::date)
  and ($category is null or category = (select id from word where text = $category))
  and ($state is null or state = (select id from word where text = $state))
  and ($street is null or street = (select id from word where text = $street))
  and ($zone is null or zone = (select id from word where text = $zone))
group by day
order by day
