-- An import is work that takes a while: uploaded → previewed → running → done | refused | cancelled | failed.
alter table territory_import
  add column state         text not null default 'uploaded'
    check (state in ('uploaded', 'previewed', 'running', 'done', 'refused', 'cancelled', 'failed')),
  add column format        text,
  add column bytes         bigint,
  -- name of the uploaded file below the data folder; null for a file read where it lies, and once it is gone
  add column spool         text,
  add column preview       jsonb,
  -- areas made, by level
  add column counts        jsonb not null default '{}',
  add column repairs       jsonb not null default '[]',
  add column problem_count integer not null default 0,
  -- why it was refused as a whole, or failed: an error as every door answers it
  add column failure       jsonb,
  -- the process that works on it: host, process id, its birth
  add column owner         text,
  add column account_id    integer references account on delete set null,
  add column finished_at   timestamptz,
  alter column level drop not null,
  alter column options drop not null,
  alter column taken set default 0,
  alter column problems set default '[]';

update territory_import set
  state = case when taken > 0 then 'done' else 'refused' end,
  problem_count = jsonb_array_length(problems),
  finished_at = imported_at;

create index territory_import_owned on territory_import (id) where owner is not null;
