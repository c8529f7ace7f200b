-- one row: reports and closed ones under all filters
select
  coalesce(sum(reports), 0) as total,
  coalesce(sum(reports) filter (where state = (select id from word where text = 'closed')), 0) as closed
from street_day
where {asked}
