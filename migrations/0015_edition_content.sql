-- Renewed whenever areas of the edition change, whoever changes them: what was made of an edition (the atlas beside
-- the database, say) carries it, and is made anew when it is another.
alter table edition add column content uuid not null default gen_random_uuid();

create function renew_edition_content() returns trigger language plpgsql as $$
begin
  update edition set content = gen_random_uuid() where id in (select distinct edition_id from touched);
  return null;
end $$;
create trigger area_renewed_by_insert after insert on area referencing new table as touched for each statement execute function renew_edition_content();
create trigger area_renewed_by_update after update on area referencing new table as touched for each statement execute function renew_edition_content();
create trigger area_renewed_by_move   after update on area referencing old table as touched for each statement execute function renew_edition_content();
create trigger area_renewed_by_delete after delete on area referencing old table as touched for each statement execute function renew_edition_content();
