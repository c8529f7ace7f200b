-- Every change of a draft, import included, raises its version, so that two people never overwrite each other.
alter table edition add column version integer not null default 1;

-- One row per change of a draft after import: a repair, an edit, merged layers, new codes. Undone ones wait for a redo.
create table edition_change (
  id          integer generated always as identity primary key,
  edition_id  integer not null references edition on delete cascade,
  kind        text not null check (kind in ('repair', 'edit', 'layers', 'codes', 'rename')),
  words       jsonb not null,
  account_id  integer references account,
  made_at     timestamptz not null,
  undone      boolean not null default false
);
create index edition_change_edition on edition_change (edition_id, id);

-- One row per area that a change touched, as it was (side before) and as it became (side after).
create table edition_change_area (
  change_id    integer not null references edition_change on delete cascade,
  side         text not null check (side in ('before', 'after')),
  level        text not null,
  code         text not null,
  name         text not null,
  parent_code  text,
  geom         bytea not null,
  label_lon    double precision not null,
  label_lat    double precision not null,
  area_m2      double precision not null,
  source       jsonb not null,
  primary key (change_id, side, code)
);
