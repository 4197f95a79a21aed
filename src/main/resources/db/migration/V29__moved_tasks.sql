-- In the plan of which store each task of Planner was, as long as nobody may move it any more: the row of the task may name another one
-- by then, or be gone.
create table planner_task (
    planner_task_id text collate "C" primary key,
    store_number    text collate "C" not null,
    plan_id         text not null,
    at              timestamptz not null default now()
);
insert into planner_task (planner_task_id, store_number, plan_id)
select distinct on (planner_task_id) planner_task_id, store_number, coalesce(plan_id, lost)
from task join plan using (store_number)
where planner_task_id is not null and coalesce(plan_id, lost) is not null
order by planner_task_id, presence desc;
create index planner_task_at on planner_task (at);
create index task_planner on task (planner_task_id) where planner_task_id is not null;
