-- What is old is found without reading what is not.
create index commerce_event_received on commerce_event (received_at);
create index task_conflict_at on task_conflict (at);
