-- one row: reports and closed ones under all filters; unlocated ones under time and category only, for a report
-- without a place belongs to no street or zone and must never be hidden by choosing one
select
  coalesce(sum(reports) filter (where placed), 0)                as total,
  coalesce(sum(reports) filter (where placed and state = (select id from word where text = 'closed')), 0) as closed,
  coalesce(sum(reports) filter (where street is null), 0)        as unlocated
from (
  select *, ($street is null or street = (select id from word where text = $street)) and ($zone is null or zone = (select id from word where text = $zone)) as placed
  from street_day
  where ($from is null or day >= $from::date)
    and ($to is null or day <= $to::date)
    and ($category is null or category = (select id from word where text = $category))
)
