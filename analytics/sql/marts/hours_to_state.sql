-- one row per street × zone × local day × category × state now × step reached × whole hours since the report was received
-- A report that has not come to a step has no row of it. Hours are rounded down, so that medians and quantiles are exact to
-- the hour and rows add up over days and streets. Only the days in `touched_day` are computed; they are laid down step by
-- step, so that a question about one step passes over the others.
select
  street_code   as street,
  zone_code     as zone,
  local_day     as day,
  category_code as category,
  state,
  step,
  floor((epoch_us(reached_at) - epoch_us(received_at)) / 3600000000.0)::integer as hours,
  count(*)::integer as reports
from (
  select
    street_code, zone_code, local_day, category_code, state, received_at,
    unnest(['located', 'routed', 'dispatched', 'accepted', 'closed']::enum('located', 'routed', 'dispatched', 'accepted', 'closed')[]) as step,
    unnest([located_at, routed_at, dispatched_at, accepted_at, closed_at]) as reached_at
  from report
  where local_day in (select day from touched_day)
)
where reached_at is not null
group by all
order by step, day
