-- one row per H3 cell of resolution 10 (about 130 m across) × category × street × zone × local day × state
-- Only cells with reports of the category on two local days or more: whatever is asked, no other place can repeat.
-- Computed as a whole: a place repeats over all days.
select
  h3            as cell,
  category_code as category,
  street_code   as street,
  zone_code     as zone,
  local_day     as day,
  state,
  count(*)::integer as reports
from report
semi join (
  select h3, category_code from report where h3 is not null group by all having min(local_day) < max(local_day)
) repeated on repeated.h3 = report.h3 and repeated.category_code is not distinct from report.category_code
group by all
