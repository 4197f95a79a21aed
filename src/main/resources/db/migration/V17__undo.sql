-- What an approved hold did can be undone once. Those whom it put out are restored, with the role that they had when it was asked for
-- them; like a kept one, a restored departure is done when Commerce wants the person there again.
alter table hold add column undone_at timestamptz;
alter table hold add column undone_by text;
alter table hold add column undone_reason text;
alter table departure add column role text;
update departure set role = team_member.role
from team_member
where team_member.store_number = departure.store_number and team_member.user_id = departure.user_id;
