-- When the details of a task were last read, null = never, or there were none: nobody promises that its etag moves with them.
alter table task add column details_read_at timestamptz;
update task set details_read_at = now() where details_etag <> '' and not details_stale;
-- When all tasks of a plan were last listed, and not only asked after.
alter table plan add column listed_at timestamptz;
update plan set listed_at = read_at;
-- Names that people gave buckets, by id. Since when a plan does not answer, and since when its group does not list it either.
alter table plan add column bucket_names json not null default '{}',
    add column silent_since timestamptz,
    add column unlisted_since timestamptz;
-- Somebody asked to look again: noted beside what is known, so that whoever works on the plan does not write over it.
alter table plan add column doubted boolean not null default false;
