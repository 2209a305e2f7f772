create table account (
    id              uuid         primary key,
    -- As its owner wrote it: what mail is sent to.
    email           varchar(254) not null,
    -- Its one canonical spelling: what makes it unique.
    email_key       varchar(254) not null constraint account_email_key unique,
    email_verified  boolean      not null,
    first_name      varchar(100) not null,
    last_name       varchar(100) not null,
    locale          varchar(35)  not null,
    roles           text[]       not null,
    status          varchar(8)   not null check (status in ('active', 'disabled')),
    -- Access tokens of a lower epoch are dead.
    epoch           bigint       not null,
    -- Sessions that started in a lower one are dead.
    session_epoch   bigint       not null,
    -- Of the profile whose name and locale stand here.
    profile_version bigint       not null default 0,
    created_at      timestamptz  not null
);

create table credential (
    user_id       uuid         primary key references account on delete cascade,
    password_hash varchar(120) not null
);

-- Sessions that live, and those that ended, until their absolute end: after that no token of theirs can come back.
create table session (
    id             uuid         primary key,
    user_id        uuid         not null references account on delete cascade,
    -- The account's when the password was checked.
    session_epoch  bigint       not null,
    -- The newest generation of the refresh token that a client was given, and since when.
    generation     int          not null,
    rotated_at     timestamptz  not null,
    created_at     timestamptz  not null,
    last_used_at   timestamptz  not null,
    absolute_until timestamptz  not null,
    ip             varchar(45)  not null,
    user_agent     varchar(256) not null,
    ended_at       timestamptz,
    ended_reason   varchar(20)  check (ended_reason in ('logout', 'reuse', 'limit', 'password_change', 'cut_off')),
    check ((ended_at is null) = (ended_reason is null))
);

create index session_live on session (user_id, last_used_at) where ended_at is null;
create index session_over on session (absolute_until);
