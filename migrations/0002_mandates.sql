-- Bodies that answer for something. A street unit's code is the code of its street area.
create table unit (
  code         text primary key,
  kind         text not null check (kind in ('centre', 'street', 'team', 'department', 'squad')),
  name         text not null,
  name_en      text not null,
  short_name   text not null,
  parent_code  text references unit,
  street_code  text,
  -- where its people set out from; null where nobody told
  seat_lon     double precision,
  seat_lat     double precision
);

-- The 6+1 categories of S4 五(一); the lead department only guides, it owns nothing.
create table category (
  code      text primary key,
  ordinal   smallint not null,
  name      text not null,
  name_en   text not null,
  lead_unit text references unit
);

-- One item of law that somebody may inspect or punish; original_unit is its 原实施主体.
create table matter (
  code           text primary key,
  category_code  text not null references category,
  name           text not null,
  name_en        text not null,
  original_unit  text not null references unit,
  law            text not null,
  article        text not null,
  illustrative   boolean not null
);
create index matter_category on matter (category_code);

-- "This street accepted this matter from this department", with dates and the 赋权确认书 it stands on.
create table mandate (
  street_code   text not null references unit,
  matter_code   text not null references matter,
  valid_from    date not null,
  valid_to      date,
  confirmation  text not null,
  primary key (street_code, matter_code, valid_from),
  check (valid_to is null or valid_to > valid_from)
);
