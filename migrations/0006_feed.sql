-- One row per reader of `change`: everything visible in its snapshot has been taken.
create table feed_watermark (
  name      text primary key,
  snapshot  pg_snapshot not null,
  moved_at  timestamptz not null
);

-- What the database had committed at a moment: `change` has no clock of its own, its age is told by these.
create table feed_mark (
  at        timestamptz primary key,
  snapshot  pg_snapshot not null
);

-- Rows of `change` with a lower xid may be gone; a reader whose snapshot begins below it must read everything anew.
create table feed_pruned (
  below     xid8 not null,
  only_one  boolean primary key default true check (only_one)
);
insert into feed_pruned (below) values ('0');
