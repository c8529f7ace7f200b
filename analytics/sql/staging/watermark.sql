-- one row: the moment of PostgreSQL that all tables stand at, and the files that made them
create table watermark (
  identity  varchar not null,
  snapshot  varchar not null,
  seal      varchar not null,
  pulled_at varchar not null,
  schema    varchar not null
)
