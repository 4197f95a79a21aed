-- What was last handed out to be uploaded to Teams as targeting hierarchy, to see what another upload would change there.
create table hierarchy_export (
    single      boolean primary key default true check (single),
    hierarchy   text not null,
    exported_at timestamptz not null,
    exported_by text not null,
    lines       json not null
);
