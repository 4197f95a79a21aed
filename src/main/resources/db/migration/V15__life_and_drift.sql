-- A team may be archived, and may stand in the place of one that was deleted.
alter table team add column archived boolean not null default false;
alter table team add column former text;

-- Which teams are to be archived: asked, then granted or held; a rejected hold makes kept, the end is done.
alter table hold add column kind text not null default 'people';
drop index hold_open;
create unique index hold_open on hold (kind) where state = 'open';
create table archiving (
    store_number text collate "C" primary key,
    state        text not null,
    asked_at     timestamptz not null,
    hold         bigint
);
create index archiving_hold on archiving (hold) where hold is not null;

-- Once a day every team is read, whether anybody told of a change or not: a team that was swept is in doubt with its own properties
-- until work on that generation of the key has read them.
create table sweep (
    number      bigint generated always as identity primary key,
    ordered_by  text not null,
    ordered_at  timestamptz not null,
    finished_at timestamptz,
    teams       bigint not null default 0
);
create unique index sweep_open on sweep ((true)) where finished_at is null;
alter table team add column sweep bigint;
alter table team add column swept_at timestamptz;
alter table team add column look_deep boolean not null default false;
alter table team add column sweep_generation bigint not null default 0;
alter table team add column checked_generation bigint not null default 0;
create index team_sweep on team (sweep);

-- What somebody changed in Teams, for people; Commerce is told of it besides.
create table drift (
    number       bigint generated always as identity primary key,
    store_number text collate "C" not null,
    team_id      text not null,
    user_id      text,
    change       text not null,
    action       text not null,
    at           timestamptz not null
);
create index drift_at on drift (at);
