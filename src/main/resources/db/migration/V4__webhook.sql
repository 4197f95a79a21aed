-- Subscriptions to changes in Microsoft Graph; whoever has the duty keeps them.
create table subscription (
    resource        text primary key,
    subscription_id text,
    terms           text not null,
    certificate     text not null,
    renew_at        timestamptz not null,
    expires_at      timestamptz not null,
    patched_at      timestamptz not null,
    reauthorized_at timestamptz not null,
    not_before      timestamptz not null,
    asked           boolean not null,
    failures        int not null,
    refusal         text
);

-- When something was last heard, when somebody last looked after the subscriptions, and when everything was last read.
create table webhook_watch (
    single   boolean primary key default true check (single),
    heard_at timestamptz,
    kept_at  timestamptz,
    swept_at timestamptz
);
insert into webhook_watch default values;
