-- What waits for approval; one thing at a time, for whatever comes while it waits may have the same cause.
create table hold (
    number     bigint generated always as identity primary key,
    state      text not null default 'open',
    made_at    timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    reason     text
);
create unique index hold_open on hold (state) where state = 'open';

-- Who is to be put out of a team, or was: asked, then granted or held; a rejected hold makes kept, the end is done.
create table departure (
    store_number text collate "C" not null,
    user_id      text collate "C" not null,
    state        text not null,
    asked_at     timestamptz not null,
    team_size    int not null,
    hold         bigint references hold on delete set null,
    primary key (store_number, user_id)
);
create index departure_asked on departure (asked_at);
create index departure_hold on departure (hold) where hold is not null;
