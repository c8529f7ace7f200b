-- One row per grid of one authority (政法, 公安, 城管, 社区): inside a draft, or beside all of them (edition_id null).
create table grid_layer (
  id           integer generated always as identity primary key,
  edition_id   integer references edition on delete cascade,
  system       text not null,
  name         text not null,
  authority    text not null,
  as_of        date,
  file         text not null,
  -- what is amiss inside the layer: overlaps, holes, repaired shapes
  report       jsonb not null,
  account_id   integer references account on delete set null,
  imported_at  timestamptz not null
);
create index grid_layer_edition on grid_layer (edition_id);

-- One row per area of a layer, under the code and name its authority gave it. Geometry is WKB, WGS84.
create table grid_layer_area (
  layer_id   integer not null references grid_layer on delete cascade,
  code       text not null,
  name       text not null,
  unit       text,
  residents  double precision,
  geom       bytea not null,
  area_m2    double precision not null,
  primary key (layer_id, code)
);

-- One row per comparison of layers over a draft as it stood at a version.
create table grid_overlay (
  id          integer generated always as identity primary key,
  edition_id  integer not null references edition on delete cascade,
  version     integer not null,
  options     jsonb not null,
  summary     jsonb not null,
  made_at     timestamptz not null
);
create index grid_overlay_edition on grid_overlay (edition_id);

-- One row per place at which layers disagree; n counts from the largest.
create table grid_conflict (
  overlay_id  integer not null references grid_overlay on delete cascade,
  n           integer not null,
  kind        text not null,
  parent      text not null,
  layers      integer[] not null,
  areas       jsonb not null,
  area_m2     double precision not null,
  lon         double precision not null,
  lat         double precision not null,
  geom        bytea not null,
  primary key (overlay_id, n)
);

-- One row per merge of layers by declared rules: first a preview, then applied as a change of the draft.
create table grid_merge (
  id          integer generated always as identity primary key,
  edition_id  integer not null references edition on delete cascade,
  version     integer not null,
  rules       jsonb not null,
  parents     text[] not null,
  summary     jsonb not null,
  made_at     timestamptz not null,
  applied_at  timestamptz
);
create index grid_merge_edition on grid_merge (edition_id);

create table grid_merge_area (
  merge_id   integer not null references grid_merge on delete cascade,
  n          integer not null,
  parent     text not null,
  code       text not null,
  name       text not null,
  geom       bytea not null,
  area_m2    double precision not null,
  loads      jsonb not null,
  because    jsonb not null,
  primary key (merge_id, n)
);

-- Where a merged area comes from. The layer's words stand here too: a lineage outlives the layer. code null: nobody's.
create table grid_lineage (
  merge_id    integer not null references grid_merge on delete cascade,
  n           integer not null,
  layer_id    integer,
  layer_name  text,
  code        text,
  name        text,
  unit        text,
  shared_m2   double precision not null,
  held_m2     double precision not null,
  given_m2    double precision not null,
  residents   double precision not null,
  premises    integer not null,
  reports     integer not null
);
create index grid_lineage_area on grid_lineage (merge_id, n);

-- Where every source area went: n is the merged area that has most of it, null where none was merged.
create table grid_moved (
  merge_id    integer not null references grid_merge on delete cascade,
  layer_id    integer not null,
  layer_name  text not null,
  code        text not null,
  name        text not null,
  unit        text,
  area_m2     double precision not null,
  outside_m2  double precision not null,
  parts       integer not null,
  n           integer,
  moved_m2    double precision not null,
  residents   double precision not null,
  premises    integer not null,
  reports     integer not null
);
create index grid_moved_merge on grid_moved (merge_id, moved_m2 desc);
