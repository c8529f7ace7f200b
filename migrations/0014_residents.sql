-- One row per list of residents that somebody brought in: where its figures are from and what day they are of.
create table residents_list (
  id           integer generated always as identity primary key,
  source       text not null,
  as_of        date not null,
  account_id   integer references account,
  imported_at  timestamptz not null
);

-- One row per street of a list.
create table residents (
  list_id      integer not null references residents_list on delete cascade,
  street_code  text not null,
  residents    integer not null check (residents >= 0),
  primary key (list_id, street_code)
);
