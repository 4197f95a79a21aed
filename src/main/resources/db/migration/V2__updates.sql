-- What Commerce is to be told, written together with the state that it tells of; gone once Kafka has it.
create table update_out (
    number     bigint generated always as identity primary key,
    key        text not null,
    event      bytea not null,
    written_at timestamptz not null default now()
);

-- Duties that one instance at a time has.
create table duty (
    name   text primary key,
    holder text not null,
    until  timestamptz not null
);

-- Somebody changed something in Teams: a roster that was read by work on an older generation of the key is in doubt.
alter table team add column doubt_generation bigint not null default 0;
alter table team add column read_generation bigint not null default 0;
