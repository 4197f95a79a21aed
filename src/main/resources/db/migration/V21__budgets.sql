-- What each running instance used of Microsoft's ceilings in the last minute, and what it allows itself of those that Microsoft
-- does not name (alone) or names for all instances together.
create table budget (
    instance text not null,
    name     text not null,
    used     float8 not null,
    allowed  float8 not null,
    alone    boolean not null,
    at       timestamptz not null default now(),
    primary key (instance, name)
);
