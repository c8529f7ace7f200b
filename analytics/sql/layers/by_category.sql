-- one row per category: reports under all filters but the category
select text as category, sum(reports) as count
from street_day
join word on word.id = category
where ($from is null or day >= $from::date)
  and ($to is null or day <= $to::date)
  and ($street is null or street = (select id from word where text = $street))
  and ($zone is null or zone = (select id from word where text = $zone))
group by text
order by text
