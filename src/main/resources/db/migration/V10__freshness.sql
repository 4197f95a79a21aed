-- Since when somebody waits for a key to be as it should, and since when again while it is worked on: how fresh things are
-- is measured by it.
alter table due_key add column due_since timestamptz default now();
alter table due_key add column renewed_at timestamptz default now();
update due_key set due_since = null, renewed_at = null where desired_generation <= observed_generation;
