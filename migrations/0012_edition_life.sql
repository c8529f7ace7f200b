-- draft → checked → approved → published from a day, and withdrawn where nothing was located with it.
-- A withdrawn edition keeps the day it was published for: it is history, and can be asked about.
alter table edition drop constraint edition_status_check;
alter table edition drop constraint edition_check;
alter table edition
  add column approved_at       timestamptz,
  add column approved_by       integer references account,
  add column published_by      integer references account,
  add column withdrawn_at      timestamptz,
  add column withdrawn_by      integer references account,
  add column withdrawn_reason  text,
  add constraint edition_status_check check (status in ('draft', 'checked', 'approved', 'published', 'withdrawn')),
  add constraint edition_day_check check ((status in ('published', 'withdrawn')) = (valid_from is not null)),
  add constraint edition_withdrawn_check check ((status = 'withdrawn') = (withdrawn_reason is not null));

-- Open reports that an edition in force has not located yet are found by this.
create index report_open_edition on report (edition_id, id) where state <> 'closed';

-- What was published stays as it was published; what was withdrawn stays too.
create or replace function keep_published_areas() returns trigger language plpgsql as $$
begin
  -- waits for a publication under way, then looks again
  perform 1 from edition where id in (select distinct edition_id from touched) for share;
  if exists (select 1 from edition
             where status in ('published', 'withdrawn') and id in (select distinct edition_id from touched)) then
    raise exception 'areas of a published edition cannot change' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

-- The one change a published edition can take: it is withdrawn, while no report was located with it.
create or replace function keep_published_edition() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.status = 'published' and new.status = 'withdrawn'
     and (to_jsonb(new) - '{status,withdrawn_at,withdrawn_by,withdrawn_reason}'::text[])
       = (to_jsonb(old) - '{status,withdrawn_at,withdrawn_by,withdrawn_reason}'::text[])
     and not exists (select 1 from report where edition_id = old.id) then
    return new;
  end if;
  raise exception 'edition % is published and cannot change', old.id using errcode = 'integrity_constraint_violation';
end $$;
drop trigger edition_kept on edition;
create trigger edition_kept before update or delete on edition for each row
  when (old.status in ('published', 'withdrawn')) execute function keep_published_edition();
