-- What is known of the plan of each store. Buckets have names that people give: nobody asks for one of them by SQL, and
-- json, unlike jsonb, gives back every text as it was, whatever characters somebody found for it.
create table plan (
    store_number    text collate "C" primary key,
    stage           text not null,
    plan_id         text,
    lost            text,
    meant           text,
    not_before      timestamptz,
    buckets_known   boolean not null,
    buckets         json not null,
    buckets_refused json not null,
    interval_millis bigint not null,
    read_at         timestamptz,
    unclear         boolean not null,
    calls           int not null
);
-- Two stores never share a plan: each would take the tasks of the other for deleted. One that is lost is nobody's.
create unique index plan_ready on plan (plan_id) where stage = 'ready';

-- What is known of each task, by the name that it has for now: commerce/<id>, or planner/<id> until Commerce gives it one.
-- No foreign key: a task is written when it differs, and the row of its plan when that does.
create table task (
    store_number    text collate "C" not null,
    ref             text collate "C" not null,
    presence        text not null,
    planner_task_id text,
    etag            text,
    sight           text,
    asked_at        timestamptz,
    bucket_id       text,
    look_at         timestamptz,
    made_in_planner boolean not null,
    details_etag    text not null,
    details_stale   boolean not null,
    parked_code     text,
    parked_until    timestamptz,
    parked_stamp    text,
    agreed          json not null,
    written         json not null,
    primary key (store_number, ref)
);

-- Conflict ledger: what did not hold, and the sentence that explains it to a store manager.
create table task_conflict (
    number       bigint generated always as identity primary key,
    store_number text collate "C" not null,
    ref          text collate "C" not null,
    field        text not null,
    reason       text not null,
    won          text not null,
    lost         text not null,
    sentence     text not null,
    at           timestamptz not null
);
create index task_conflict_newest on task_conflict (store_number, ref, number desc);

-- Where the tasks of each store stand, for people, and what of the store they are counted by.
create table task_standing (
    store_number text collate "C" primary key,
    name         text,
    region       text not null,
    zone         text not null,
    state        text not null,
    reason       text not null,
    findings     text[] not null,
    updated_at   timestamptz not null default now()
);

-- The tasks of each store, for people; status is the word of Commerce, due a day where the store is.
create table task_board (
    store_number    text collate "C" not null,
    ref             text collate "C" not null,
    planner_task_id text,
    title           text not null,
    list            text not null,
    status          text not null,
    due             date,
    assignees       text not null,
    primary key (store_number, ref)
);

-- Teams, news of tasks and looks at plans are claimed by loops of their own. Each finds its keys at the front of an index,
-- in the order in which it takes them: a thousand keys that wait cost a claim no more than one.
alter table due_key add column kind text collate "C" not null generated always as (split_part(key, '/', 1)) stored;
drop index due_key_new;
drop index due_key_next;
create index due_key_news on due_key (kind, priority desc, key) where desired_generation > observed_generation;
create index due_key_time on due_key (kind, next_attempt_at, key)
    where desired_generation <= observed_generation and next_attempt_at is not null;
