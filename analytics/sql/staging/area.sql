-- one row per area of a published edition; codes are ids of `word`
create table area (
  edition_id  integer not null,
  code        integer not null,
  level       integer not null,
  parent_code integer,
  label_lon   double not null,
  label_lat   double not null
)
