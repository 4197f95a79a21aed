-- Requests of tasks that were given up, and the second task that Graph made of one after all. Nobody asks for one of them by
-- SQL. What is agreed on a status has, from now on, also the time since when it is so in Planner, where that was told.
alter table plan add column unanswered json not null default '[]';
