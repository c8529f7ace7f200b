-- Reasons are kept in words: what keeps a check out of every visit, and a visit out of every round.
alter table visit
  alter column unplaced type jsonb
  using case when unplaced is null then null else jsonb_build_object('zh', unplaced, 'en', unplaced) end;
alter table plan_impossible
  add column reason jsonb not null default '{"zh": "期限内没有工作日", "en": "no working day in its window"}';
alter table plan_impossible alter column reason drop default;

-- When a round leaves its seat and is back, seconds since local midnight, and who goes: [{"person", "unit"}].
alter table round
  add column leave_s integer not null default 0,
  add column back_s integer not null default 0,
  add column crew jsonb not null default '[]';
alter table round
  alter column leave_s drop default,
  alter column back_s drop default,
  alter column crew drop default;

-- When service begins and ends at a stop, seconds since local midnight.
alter table round_stop
  add column start_s integer not null default 0,
  add column end_s integer not null default 0;
alter table round_stop
  alter column start_s drop default,
  alter column end_s drop default;
