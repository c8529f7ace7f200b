-- one row per step: reports that reached it and the whole hours within which a half and nine tenths of them did
select step, sum(reports)::integer as reports,
  min(hours) filter (where 2 * run >= total)::integer  as median,
  min(hours) filter (where 10 * run >= 9 * total)::integer as nine_tenths
from (
  select step, hours, reports, sum(reports) over (partition by step order by hours) as run, sum(reports) over (partition by step) as total
  from (
    select step, hours, sum(reports) as reports
    from hours_to_state
    where {asked}
    group by step, hours
  )
)
group by step
order by step
