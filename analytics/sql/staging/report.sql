-- one row per report, as PostgreSQL held it at the watermark; codes are ids of `word`
create table report (
  id              bigint not null,
  state           integer not null,
  hold            integer,
  local_day       date not null,
  hour_of_week    smallint not null,
  observed_at     timestamptz not null,
  closed_at       timestamptz,
  dispatch_due    timestamptz,
  close_due       timestamptz,
  edition_id      integer,
  micro_grid_code integer,
  grid_code       integer,
  community_code  integer,
  street_code     integer,
  zone_code       integer,
  category_code   integer,
  matter_code     integer
)
