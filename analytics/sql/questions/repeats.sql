-- one row per place × category reported on $days days or more under all filters, most reports first: at most $most of them
select printf('%x', cell) as cell, text as category, reports, days, first_day, last_day, open
from (
  select
    cell,
    category,
    sum(reports)::integer        as reports,
    count(distinct day)::integer as days,
    min(day)                     as first_day,
    max(day)                     as last_day,
    coalesce(sum(reports) filter (where state <> (select id from word where text = 'closed')), 0)::integer as open
  from repeat_place
  where {asked}
  group by cell, category
  having count(distinct day) >= $days
)
join word on word.id = category
order by reports desc, cell, category
limit $most
