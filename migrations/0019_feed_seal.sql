-- One row per moment that a warehouse has pulled. Written after the moment was opened and before it is taken, on disk
-- when it returns: what the moment saw is then on disk too, and after a crash no transaction id below it is given out
-- again. A warehouse whose seal is not here stands on a database that has since gone back in time.
create table feed_seal (
  seal  uuid primary key default gen_random_uuid(),
  at    timestamptz not null
);

-- TRUNCATE fires none of the row triggers: whoever reads `change` must read everything anew.
create function note_truncate() returns trigger language plpgsql as $$
begin
  update feed_pruned set below = pg_current_xact_id();
  return null;
end $$;
create trigger report_truncated after truncate on report for each statement execute function note_truncate();
