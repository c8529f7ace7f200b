-- The demo district, while it is loaded and afterwards: an interrupted load goes on from its last stage.
create table demo_load (
  seed         integer not null,
  last_day     date not null,
  reports      integer not null,
  stage        text not null default 'areas' check (stage in ('areas', 'law', 'reports', 'finished')),
  started_at   timestamptz not null default now(),
  finished_at  timestamptz,
  only_one     boolean primary key default true check (only_one),
  check ((stage = 'finished') = (finished_at is not null))
);
