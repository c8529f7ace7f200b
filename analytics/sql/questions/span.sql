-- one row: the first and the last local day that has reports, null where there are none
select min(day) as first, max(day) as last from street_day
