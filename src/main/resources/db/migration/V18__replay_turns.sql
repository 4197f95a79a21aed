-- Who has a chunk: it is counted up whenever one is taken, also by an instance that finds out what became of another's. What an
-- instance says of a chunk that it has no more does not count. Worked at is when its holder last proved that it had it.
alter table replay add column turn bigint not null default 0;
