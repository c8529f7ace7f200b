-- one row per hour of the week that has any: reports under all filters; Monday 00 o'clock local is hour 0
select hour, sum(reports)::integer as reports
from hour_of_week
where ($from is null or day >= $from::date)
  and ($to is null or day <= $to::date)
  and ($category is null or category = (select id from word where text = $category))
  and ($street is null or street = (select id from word where text = $street))
  and ($zone is null or zone = (select id from word where text = $zone))
group by hour
order by hour
