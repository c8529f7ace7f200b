-- one row per H3 cell of resolution 10 (about 130 m across) × category with reports of two local days or more
-- `open` are reports that are not closed. Computed as a whole: a place repeats over all days.
select
  h3            as cell,
  category_code as category,
  count(*)::integer                  as reports,
  count(distinct local_day)::integer as days,
  min(local_day)                     as first_day,
  max(local_day)                     as last_day,
  count(*) filter (where state <> (select id from word where text = 'closed'))::integer as open
from report
where h3 is not null
group by all
having count(distinct local_day) >= 2
