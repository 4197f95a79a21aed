-- Whom the directory does not show any more is still known by id: the person may only have another sign-in name by now.
alter table account add column missing boolean not null default false;
update account set missing = true where user_id is null and asked_at is not null;
update account set user_id = substr(identity, length('id:') + 1) where user_id is null and asked_at is not null and identity like 'id:%';
-- Which team Commerce named that was looked for in vain: another one is looked for at once. Refusals tells of a group without a team.
alter table team add column sought text;
