create table person (
  id               integer generated always as identity primary key,
  name             text not null,
  unit_code        text not null references unit,
  phone            text,
  certificate_no   text unique,
  certified_until  date
);
create index person_unit on person (unit_code);

-- A dated posting of a person: where and as what. One person may hold several at once (S2: 93 people, 113 postings).
create table posting (
  id          integer generated always as identity primary key,
  person_id   integer not null references person,
  role        text not null check (role in ('zone-chief', 'zone-deputy', 'coordinator', 'liaison', 'officer', 'reviewer')),
  unit_code   text references unit,
  zone_code   text,
  valid_from  date not null,
  valid_to    date,
  check (unit_code is not null or zone_code is not null),
  check (valid_to is null or valid_to > valid_from)
);
create index posting_unit on posting (unit_code);
create index posting_zone on posting (zone_code);
