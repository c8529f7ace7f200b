-- One row per list of what reports are measured against: residents, or hours of patrol, with where it is from and what
-- day it is of. Premises and visit hours need no list: they are counted from `premises` and `round`.
create table exposure_list (
  id           integer generated always as identity primary key,
  kind         text not null check (kind in ('residents', 'patrol-hours')),
  source       text not null,
  as_of        date not null,
  account_id   integer references account,
  imported_at  timestamptz not null
);

-- One row per area of a list, of any level.
create table exposure (
  list_id    integer not null references exposure_list on delete cascade,
  area_code  text not null,
  amount     double precision not null check (amount >= 0 and amount < 'infinity'),
  primary key (list_id, area_code)
);

-- One row per computation whose results are kept. `key` is a digest of the method, the question, the very figures that
-- went in and the code: the same again is not computed again.
create table stat_run (
  id            integer generated always as identity primary key,
  key           bytea not null unique,
  method        text not null,
  question      jsonb not null,
  edition_id    integer not null references edition,
  family        integer not null,
  -- reports, elsewhere, days, exposure and its source, means: whatever its words need
  facts         jsonb not null,
  code_version  text not null,
  -- the moment of PostgreSQL that the warehouse stood at
  identity      text not null,
  snapshot      pg_snapshot not null,
  as_of         timestamptz not null,
  computed_at   timestamptz not null,
  used_at       timestamptz not null,
  account_id    integer references account
);
create index stat_run_used on stat_run (used_at);

-- One row per area of a run: its figures, or the reason why it has none.
create table stat_result (
  run_id     integer not null references stat_run on delete cascade,
  ordinal    integer not null,
  area_code  text not null,
  reason     text,
  figures    jsonb not null,
  primary key (run_id, ordinal),
  unique (run_id, area_code)
);

-- One row per mart of the warehouse: when it was last compared with the same question asked of PostgreSQL.
create table mart_check (
  mart               text primary key,
  checked_at         timestamptz not null,
  held_rows          bigint not null,
  held_checksum      text not null,
  expected_rows      bigint not null,
  expected_checksum  text not null
);
