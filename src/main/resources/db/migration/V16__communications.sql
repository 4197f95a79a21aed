-- A team serves a store, or the communications managers: their name stands where a store's number does.
alter table team add column key text collate "C" not null generated always as (
    case store_number when 'communications' then 'team/communications' else 'store/' || store_number end) stored;

-- Who holds the role is tied to the communications team, so that it is found by an index.
update fact set about = 'team/communications'
where subject like 'worker/%' and about = '' and field = 'role/Retail task manager';

insert into due_key (key)
select 'team/communications'
where exists (select 1 from fact where about = 'team/communications' or subject like 'mapping/Communication/%');
