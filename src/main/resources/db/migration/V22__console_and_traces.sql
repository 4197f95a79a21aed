-- What pages of the console search, count and page through in a retailer of thousands of stores.
-- Who is called so: in the order in which people are listed, so that a search ends with the last one it shows.
create index fact_worker_words on fact (subject)
    where field in ('name', 'userPrincipalName', 'email') and subject like 'worker/%';
-- Where each store is.
create index fact_address on fact (subject) where about = '' and field = 'address';
-- Tasks are counted without reading them where the planner finds that cheaper, as it does once rows are wide.
create index task_board_counted on task_board (store_number, list, status, due);
-- What is overdue is listed from the longest overdue on, wherever the page is, without reading those before it.
create index task_board_due on task_board (due, store_number, list, ref) where status in ('NotStarted', 'InProgress');
-- A task is found by either of its ids.
create index task_board_ref on task_board (ref);
create index task_board_planner on task_board (planner_task_id) where planner_task_id is not null;

-- Which trace the work on a key belongs to, for an hour.
create table key_trace (
    key   text collate "C" primary key,
    trace text not null,
    at    timestamptz not null default now()
);
