-- Which requests of Microsoft Graph a replay was about.
create index dead_letter_requests on dead_letter (replay, number) where request_id is not null;
