-- Who was put out by which run, or was decided on: it stays as it was, however often somebody is asked about anew. A run is a hold that
-- was decided, or, in state passed, a wave of removals that the brake let through. What undoing it did for each is in undone.
create table removal (
    run          bigint not null references hold on delete cascade,
    store_number text collate "C" not null,
    user_id      text collate "C" not null,
    role         text,
    team_size    int not null,
    at           timestamptz not null,
    undone       text,
    primary key (run, store_number, user_id)
);
insert into removal (run, store_number, user_id, role, team_size, at, undone)
select h.number, d.store_number, d.user_id, d.role, d.team_size, coalesce(h.decided_at, d.asked_at),
       case when d.state = 'restored' then 'restored' end
from departure d join hold h on h.number = d.hold and h.state in ('approved', 'rejected');

-- Whether Commerce ended something before somebody decided or after that.
alter table fact add column told_at timestamptz;
alter table departure add column restored_at timestamptz;
update departure set restored_at = coalesce(
    (select h.undone_at from hold h where h.number = departure.hold), now())
where state = 'restored';

-- Whether another store is the same one under its former number.
create index fact_unit on fact (field, value) where about = '' and field in ('operatingUnitNumber', 'channelId');
