-- What is published stays as it was published: reports keep the edition they were located with.
create function keep_published_areas() returns trigger language plpgsql as $$
begin
  -- waits for a publication under way, then looks again
  perform 1 from edition where id in (select distinct edition_id from touched) for share;
  if exists (select 1 from edition where status = 'published' and id in (select distinct edition_id from touched)) then
    raise exception 'areas of a published edition cannot change' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger area_inserted after insert on area referencing new table as touched for each statement execute function keep_published_areas();
create trigger area_updated  after update on area referencing old table as touched for each statement execute function keep_published_areas();
create trigger area_moved    after update on area referencing new table as touched for each statement execute function keep_published_areas();
create trigger area_deleted  after delete on area referencing old table as touched for each statement execute function keep_published_areas();

create function keep_published_edition() returns trigger language plpgsql as $$
begin
  raise exception 'edition % is published and cannot change', old.id using errcode = 'integrity_constraint_violation';
end $$;
create trigger edition_kept before update or delete on edition for each row
  when (old.status = 'published') execute function keep_published_edition();
