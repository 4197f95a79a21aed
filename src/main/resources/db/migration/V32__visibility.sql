-- Who finds the team, as last written or seen: PRIVATE or PUBLIC, null while nobody looked. Tandem makes private teams.
alter table team add column visibility text;
update team set visibility = 'PRIVATE'
where team_id is not null and not adopted;
