-- What is looked at often is late sooner: of what is due by time comes first what had to be done first. A key is late
-- once it has waited as long again as from its last settlement to its next attempt.
alter table due_key add column late_at timestamptz;
update due_key set late_at = next_attempt_at;
drop index due_key_time;
create index due_key_time on due_key (kind, late_at, key, next_attempt_at)
    where desired_generation <= observed_generation and next_attempt_at is not null;
