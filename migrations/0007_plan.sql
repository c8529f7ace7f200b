-- The enterprise or shop that is inspected. Coordinates WGS84.
create table premises (
  id           integer generated always as identity primary key,
  code         text not null unique,
  name         text not null,
  kind         text not null,
  lon          double precision not null,
  lat          double precision not null,
  street_code  text not null references unit,
  yearly_cap   smallint
);

-- A bundle of matters checked together with one checklist (场景, 一件事).
create table scenario (
  code     text primary key,
  name     text not null,
  name_en  text not null
);
create table scenario_matter (
  scenario_code  text not null references scenario,
  matter_code    text not null references matter,
  primary key (scenario_code, matter_code)
);

-- A department intends to check one matter at one premises within a window of local days.
create table planned_check (
  id            integer generated always as identity primary key,
  premises_id   integer not null references premises,
  matter_code   text not null references matter,
  unit_code     text not null references unit,
  release_day   date not null,
  due_day       date not null,
  check (due_day >= release_day)
);
create index planned_check_window on planned_check (release_day, due_day);

-- One run of plan → merge → rounds over the planned checks of a period.
create table plan (
  id          integer generated always as identity primary key,
  name        text not null,
  from_day    date not null,
  to_day      date not null,
  status      text not null default 'merged' check (status in ('merged', 'routed')),
  account_id  integer references account,
  made_at     timestamptz not null default now(),
  check (to_day >= from_day)
);

create table visit (
  id           integer generated always as identity primary key,
  plan_id      integer not null references plan on delete cascade,
  premises_id  integer not null references premises,
  release_day  date not null,
  due_day      date not null,
  -- why no round takes it; null where one does or rounds are not made yet
  unplaced     text
);
create index visit_plan on visit (plan_id);

create table visit_check (
  visit_id  integer not null references visit on delete cascade,
  check_id  integer not null references planned_check,
  primary key (visit_id, check_id)
);

-- Planned checks whose window holds no working day: in no visit, and listed.
create table plan_impossible (
  plan_id   integer not null references plan on delete cascade,
  check_id  integer not null references planned_check,
  primary key (plan_id, check_id)
);

create table round (
  id           integer generated always as identity primary key,
  plan_id      integer not null references plan on delete cascade,
  zone_code    text not null,
  day          date not null,
  half         text not null check (half in ('morning', 'afternoon')),
  departments  text[] not null,
  travel_s     integer not null,
  service_s    integer not null
);
create index round_plan on round (plan_id);

create table round_stop (
  round_id  integer not null references round on delete cascade,
  position  smallint not null,
  visit_id  integer not null references visit on delete cascade,
  primary key (round_id, position)
);

-- 减频台账: one row per department visit that would have been made alone, and the joint visit that replaces it.
create table ledger (
  plan_id      integer not null references plan on delete cascade,
  premises_id  integer not null references premises,
  unit_code    text not null references unit,
  ordinal      smallint not null,
  visit_id     integer not null references visit on delete cascade,
  primary key (plan_id, premises_id, unit_code, ordinal)
);
