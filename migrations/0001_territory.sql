-- One installation serves one district; this table has exactly one row once the district is founded.
create table district (
  code        text primary key,
  name        text not null,
  name_en     text not null,
  pack        text not null,
  time_zone   text not null,
  founded_at  timestamptz not null default now(),
  only_one    boolean not null default true unique check (only_one)
);

-- One row per edition of the district's boundaries: draft → checked → published from a date.
create table edition (
  id             integer generated always as identity primary key,
  name           text not null,
  status         text not null default 'draft' check (status in ('draft', 'checked', 'published')),
  valid_from     date,
  faults         jsonb,
  known_faults   boolean not null default false,
  created_at     timestamptz not null default now(),
  checked_at     timestamptz,
  published_at   timestamptz,
  check ((status = 'published') = (valid_from is not null))
);
create unique index edition_valid_from on edition (valid_from) where status = 'published';

-- One row per area of an edition. Geometry is WKB, WGS84 longitude-latitude, Polygon or MultiPolygon.
create table area (
  edition_id   integer not null references edition on delete cascade,
  level        text not null check (level in ('district', 'street', 'community', 'grid', 'micro-grid')),
  code         text not null,
  name         text not null,
  parent_code  text,
  geom         bytea not null,
  label_lon    double precision not null,
  label_lat    double precision not null,
  area_m2      double precision not null,
  source       jsonb not null default '{}',
  primary key (edition_id, code)
);
create index area_level on area (edition_id, level);
create index area_parent on area (edition_id, parent_code);

-- One row per import of a boundary file; a refused import leaves its problems here and nothing in area.
create table territory_import (
  id          integer generated always as identity primary key,
  edition_id  integer references edition on delete set null,
  file        text not null,
  level       text not null,
  options     jsonb not null,
  taken       integer not null,
  problems    jsonb not null,
  imported_at timestamptz not null default now()
);

-- Zones are dated sets of streets; their geometry is derived (S0, S1, S4: 联合执法片区).
create table zone (
  code        text not null,
  name        text not null,
  name_en     text not null,
  seat        text,
  seat_lon    double precision,
  seat_lat    double precision,
  clause      text not null,
  valid_from  date not null,
  valid_to    date,
  primary key (code, valid_from),
  check (valid_to is null or valid_to > valid_from)
);

create table zone_street (
  zone_code    text not null,
  valid_from   date not null,
  street_code  text not null,
  primary key (zone_code, valid_from, street_code),
  foreign key (zone_code, valid_from) references zone on delete cascade
);
