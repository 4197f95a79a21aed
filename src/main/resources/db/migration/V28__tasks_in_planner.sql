-- In the days of which zone it is known when a task is due: the store may turn out to be in another.
alter table task add column zone text;
