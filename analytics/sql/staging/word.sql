-- one row per code met in the feed; ids run from 0 and never change
create table word (
  id   integer not null,
  text varchar not null
)
