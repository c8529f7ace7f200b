create table account (
  id             integer generated always as identity primary key,
  login          text not null unique,
  name           text not null,
  role           text not null check (role in ('operator', 'officer', 'planner', 'leader', 'administrator')),
  unit_code      text not null references unit,
  person_id      integer references person,
  password_hash  text not null,
  demo           boolean not null default false,
  disabled       boolean not null default false
);

-- Failures in a row by login as typed, whether or not such an account exists: a lockout must not tell which do.
create table login_failure (
  login         text primary key,
  failures      smallint not null,
  failed_at     timestamptz not null,
  locked_until  timestamptz
);
create index login_failure_at on login_failure (failed_at);

-- Keys of other systems (Open311): only the SHA-256 is kept; a key acts as its account.
create table api_key (
  hash        bytea primary key,
  account_id  integer not null references account on delete cascade,
  created_at  timestamptz not null default now(),
  revoked_at  timestamptz
);
create index api_key_account on api_key (account_id);

-- Only the SHA-256 of the cookie is kept: a stolen table opens no session.
create table session (
  token_hash   bytea primary key,
  account_id   integer not null references account on delete cascade,
  csrf_token   text not null,
  created_at   timestamptz not null default now(),
  seen_at      timestamptz not null default now(),
  expires_at   timestamptz not null
);
create index session_account on session (account_id);

-- Append-only trail of what accounts did outside reports (logins, imports, publications).
create table audit (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  account_id  integer references account,
  action      text not null,
  target      text,
  detail      jsonb not null default '{}'
);
