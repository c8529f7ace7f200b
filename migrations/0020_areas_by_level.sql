-- A level is read page by page in the order of codes: without the code in the index each page sorts the whole level.
drop index area_level;
create index area_level on area (edition_id, level, code);
