-- A topic may be made anew, and then counts its records from nought again: two records at one place are one record only when
-- they were written at the same time (milliseconds since 1970; letters of older versions do not say when).
alter table dead_letter add column written bigint;
drop index dead_letter_origin;
create unique index dead_letter_origin on dead_letter (topic, partition, place, coalesce(written, 0)) where topic is not null;
