-- One row per file of reports taken in bulk.
create table batch (
  id           integer generated always as identity primary key,
  name         text not null,
  digest       bytea not null,
  account_id   integer references account,
  started_at   timestamptz not null default now(),
  finished_at  timestamptz,
  status       text not null default 'running' check (status in ('running', 'finished', 'cancelled', 'failed')),
  taken        integer not null default 0,
  repeated     integer not null default 0,
  refused      integer not null default 0
);

-- Rows that could not be used are kept as they came, each with its reason.
create table batch_refusal (
  batch_id  integer not null references batch on delete cascade,
  line      integer not null,
  reason    jsonb not null,
  raw       jsonb not null,
  primary key (batch_id, line)
);

create table report (
  id                bigint generated always as identity primary key,
  state             text not null default 'received'
                    check (state in ('received', 'located', 'routed', 'dispatched', 'closed')),
  -- what the report waits for a person to settle; null: nothing
  hold              text check (hold in ('unlocated', 'ambiguous', 'triage')),
  version           integer not null default 1,

  idempotency_key   text not null unique,
  body_hash         bytea not null,
  account_id        integer references account,
  batch_id          integer references batch,
  batch_line        integer,

  observed_at       timestamptz not null,
  received_at       timestamptz not null,
  local_day         date not null,
  -- Monday 00 o'clock local is 0
  hour_of_week      smallint not null check (hour_of_week between 0 and 167),

  -- as it came
  given_crs         text not null,
  given_x           double precision,
  given_y           double precision,
  -- WGS84; null where the position could not be used
  lon               double precision,
  lat               double precision,
  accuracy_m        real not null default 0,

  category_code     text references category,
  matter_code       text references matter,
  description       text not null default '',
  photo_ref         text,

  edition_id        integer references edition,
  -- what the atlas of that edition answered: codes, border, rivals, or the nearest area (geo/types.ts Place)
  place             jsonb,
  micro_grid_code   text,
  grid_code         text,
  community_code    text,
  street_code       text,
  border_m          real,
  h3                text,

  zone_code         text,
  zone_chief        integer references person,
  mode              text check (mode in ('joint', 'linked')),
  owner_unit        text references unit,
  responsible_unit  text not null references unit,
  basis             jsonb,

  assigned_unit     text references unit,
  assigned_person   integer references person,
  dispatched_at     timestamptz,
  accepted_at       timestamptz,
  closed_at         timestamptz,
  result            text,
  dispatch_due      timestamptz,
  close_due         timestamptz,

  check (state in ('received', 'located') or street_code is not null),
  check (state <> 'dispatched' or assigned_unit is not null)
);
create index report_open on report (state, hold) where state <> 'closed';
create index report_closed on report (closed_at desc, id desc) where state = 'closed';
create index report_received on report (received_at desc);
create index report_micro_grid on report (micro_grid_code, observed_at desc);
create index report_assigned on report (assigned_unit, state) where state = 'dispatched';
create index report_batch on report (batch_id) where batch_id is not null;

-- Append-only: every step of every report, in order. The report row is the sum of its events.
create table report_event (
  report_id   bigint not null references report on delete cascade,
  seq         integer not null,
  kind        text not null,
  at          timestamptz not null,
  account_id  integer references account,
  from_state  text,
  to_state    text not null,
  facts       jsonb not null default '{}',
  primary key (report_id, seq)
);

-- Every change of a report in commit-visible form. Readers pull by snapshot, never by id or time:
-- rows with xid >= xmin(previous snapshot) that were not visible in it. Exactly once, late commits included.
create table change (
  seq        bigint generated always as identity,
  xid        xid8 not null default pg_current_xact_id(),
  report_id  bigint not null,
  primary key (xid, seq)
);

create function note_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into change (report_id) select distinct id from gone;
  else
    insert into change (report_id) select id from came;
  end if;
  return null;
end $$;
create trigger report_inserted after insert on report referencing new table as came for each statement execute function note_change();
create trigger report_updated  after update on report referencing new table as came for each statement execute function note_change();
create trigger report_deleted  after delete on report referencing old table as gone for each statement execute function note_change();
