-- one row per edition × smallest area: how many accounts reported there, and the most that one of them did, under all filters
-- Reports without an account count as of nobody and are left out.
select edition, text as code, count(*)::integer as reporters, max(reports)::integer as most, sum(reports)::integer as known
from (
  select edition, leaf, reporter, sum(reports) as reports
  from reporter_day
  where reporter is not null and leaf is not null and {asked}
  group by all
)
join word on word.id = leaf
group by edition, text
order by edition, code
