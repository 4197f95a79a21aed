-- What Commerce wants. Each fact is a register of its own: the word with the greatest stamp counts.
create table fact (
    subject text collate "C" not null,
    about   text collate "C" not null default '',
    field   text collate "C" not null,
    value   text,
    stamp   text collate "C" not null,
    primary key (subject, about, field)
);
create index fact_about on fact (about, subject) where about <> '';

-- Events that were folded, so that a second delivery is known as such.
create table commerce_event (
    source      text collate "C" not null,
    id          text collate "C" not null,
    type        text not null,
    subject     text not null,
    stamp       text collate "C" not null,
    received_at timestamptz not null default now(),
    primary key (source, id)
);

-- What is reconciled, and when. A key is due when something new is desired or its time has come.
create table due_key (
    key                 text collate "C" primary key,
    priority            int not null default 0,
    desired_generation  bigint not null default 1,
    observed_generation bigint not null default 0,
    next_attempt_at     timestamptz,
    attempts            int not null default 0,
    lease               text,
    lease_until         timestamptz,
    last_reason         text
);
create index due_key_new on due_key (priority desc, key) where desired_generation > observed_generation;
create index due_key_next on due_key (next_attempt_at) where next_attempt_at is not null;

-- What is known of teams.
create table team (
    store_number    text collate "C" primary key,
    stage           text not null,
    team_id         text,
    since           timestamptz,
    refusals        int not null default 0,
    operation       text,
    not_before      timestamptz,
    name            text,
    look_unclear    boolean not null default false,
    look_read_at    timestamptz,
    look_vain       int not null default 0,
    look_not_before timestamptz,
    calls           int not null default 0,
    polls           int not null default 0
);
create unique index team_id on team (team_id);

create table team_member (
    store_number  text collate "C" not null references team on delete cascade,
    user_id       text collate "C" not null,
    role          text not null,
    ours          boolean not null,
    membership_id text,
    written_at    timestamptz,
    seen_at       timestamptz,
    refusal_code  text,
    refusal_until timestamptz,
    primary key (store_number, user_id)
);

-- Where each store stands, for people.
create table store_board (
    store_number text collate "C" primary key,
    name         text,
    legal_entity text,
    city         text,
    country      text,
    state        text not null,
    reason       text not null,
    findings     text[] not null,
    updated_at   timestamptz not null default now()
);
create index store_board_state on store_board (state);

-- What the directory said of people; asked_at is null while it was not asked, user_id when it has no such person.
create table account (
    identity text collate "C" primary key,
    user_id  text,
    enabled  boolean not null default false,
    licensed boolean not null default false,
    asked_at timestamptz
);
create index account_never_asked on account (identity) where asked_at is null;
