-- As ids are elsewhere: an index of another collation is of no use for whoever looks for the accounts of a user.
alter table account alter column user_id type text collate "C";
alter table drift alter column user_id type text collate "C";
