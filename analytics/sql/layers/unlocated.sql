-- one row: reports without a place, which belong to no street or zone: they are asked for without either
select coalesce(sum(reports), 0) as unlocated
from street_day
where street is null and {asked}
