-- Changes that are made to a team only to see whether Graph notifies of them: when the last one was begun and whether it is
-- known how it was answered, since when one is missed, when one was last notified of, and why Graph would not have it.
create table canary (
    team_id       text primary key,
    sent_at       timestamptz not null,
    pending       boolean not null,
    missing_since timestamptz,
    seen_at       timestamptz,
    refusal       text
);
