-- Dead letters as they lie on their topic, so that they can be searched, grouped and sent again. The number is the order in
-- which they were filed. A key may be longer than an index takes.
create table dead_letter (
    id         text collate "C" primary key,
    number     bigint generated always as identity unique,
    at         timestamptz not null,
    cause      text not null,
    reason     text not null,
    key        text,
    value      bytea,
    headers    json not null,
    topic      text,
    partition  int,
    place      bigint,
    status     int,
    code       text,
    request_id text,
    attempts   int,
    generation bigint,
    type       text,
    store      text,
    event_id   text,
    trace_id   text,
    replay_of  text,
    cut        boolean not null,
    state      text not null default 'open',
    state_at   timestamptz not null default now(),
    note       text,
    repaired   bytea,
    replay     bigint,
    intended   boolean not null default false
);
create unique index dead_letter_origin on dead_letter (topic, partition, place) where topic is not null;
create index dead_letter_state on dead_letter (state, number);
create index dead_letter_cause on dead_letter (cause, number);
create index dead_letter_store on dead_letter (store, number) where store is not null;
create index dead_letter_key on dead_letter (left(key, 200), number);
create index dead_letter_at on dead_letter (at);
create index dead_letter_replay on dead_letter (replay, number) where state = 'replaying';
-- Letters of keys, which something newer supersedes.
create index dead_letter_parked on dead_letter (left(key, 200)) where topic is null and state = 'open';

-- Replays and how far they are. Ends are the next offsets of the topics before the chunk that may be on its way.
create table replay (
    number    bigint generated always as identity primary key,
    who       text not null,
    at        timestamptz not null default now(),
    filter    text not null,
    rate      int not null,
    state     text not null default 'running',
    letters   bigint not null default 0,
    replayed  bigint not null default 0,
    failed    bigint not null default 0,
    worked_at timestamptz,
    ended_at  timestamptz,
    ends      text[]
);
create index replay_pending on replay (number) where state = 'running' or ends is not null;

-- What people did on the ops side.
create table activity (
    number  bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    who     text not null,
    what    text not null,
    subject text not null,
    detail  text not null
);
