-- Who in Entra a worker is, or ever was: whoever is unlinked, or linked to another account, is still known by number.
create table worker_link (
    subject  text collate "C" not null,
    identity text collate "C" not null,
    primary key (subject, identity)
);
create index worker_link_identity on worker_link (identity);
insert into worker_link (subject, identity)
select subject, case field when 'entraObjectId' then 'id:' else 'upn:' end || lower(btrim(value, '"'))
from fact
where subject like 'worker/%' and about = '' and field in ('entraObjectId', 'userPrincipalName') and value like '"_%"'
on conflict do nothing;
create index if not exists account_user on account (user_id);

-- Until when that was told for which somebody is to go: what is told later was decided after it.
alter table departure add column told_until timestamptz not null default clock_timestamp();
update departure set told_until = asked_at where state <> 'restored';
alter table removal add column told_until timestamptz;
update removal set told_until = at;

-- A rejected removal is decided anew too once the person is ended after that; restored_at says when somebody decided.
update departure set restored_at = coalesce((select decided_at from hold where hold.number = departure.hold), now())
where state = 'kept';

-- Restored as an owner who had to stay because there was no other.
alter table departure add column last_owner boolean not null default false;
update departure set last_owner = true where state = 'restored' and hold is null;
