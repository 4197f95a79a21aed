-- Whether Commerce or a file named the team and Tandem took it over; of one that Tandem made a mapping tells only what Commerce was told.
alter table team add column adopted boolean not null default false;
with mapping as materialized (
    select subject, lower(value::json #>> '{}') as team_id from fact
    where subject like 'mapping/%' and field = 'teamId' and value is not null)
update team set adopted = true
where team_id is not null and former is null
  and not exists (select 1 from team_step made
                  where made.store_number = team.store_number and made.kind in ('createGroup', 'createTeam'))
  and (exists (select 1 from team_step taken
               where taken.store_number = team.store_number and taken.kind = 'findMappedTeam'
                 and lower(taken.sentence) = 'look at mapped team ' || lower(team.team_id))
       or (polls = 0 or stage in ('archived', 'archiving')) and exists (
                  select 1 from mapping
                  where mapping.team_id = lower(team.team_id)
                    and (mapping.subject = 'mapping/RetailStore/' || team.store_number
                         or (team.store_number = 'communications' and mapping.subject like 'mapping/Communication/%'))));

-- Which settings teams were last planned by, as a digest: when others count, every team is planned anew.
create table plan_settings (
    single boolean primary key default true check (single),
    digest text not null,
    since  timestamptz not null default now()
);
