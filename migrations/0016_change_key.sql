-- Who repeats a change whose answer was lost repeats its key; it is then applied once.
alter table edition_change add column key text;
create unique index edition_change_key on edition_change (edition_id, key);
