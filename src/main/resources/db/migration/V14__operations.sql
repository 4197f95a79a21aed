-- Whether anything may be written to Microsoft Graph, for all instances.
create table master_switch (
    single boolean primary key default true check (single),
    is_on  boolean not null default true,
    since  timestamptz not null default now(),
    who    text not null default '',
    reason text not null default ''
);
insert into master_switch default values;

-- What was done about teams, step by step: which call, whom it was about, and what came of it.
create table team_step (
    number       bigint generated always as identity primary key,
    at           timestamptz not null,
    store_number text collate "C" not null,
    kind         text not null,
    sentence     text not null,
    users        text[] not null,
    outcome      text not null,
    request_id   text not null
);
create index team_step_store on team_step (store_number, number);
create index team_step_at on team_step (at);
