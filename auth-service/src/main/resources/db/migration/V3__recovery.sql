-- What a mailed token may do, and for whom. At most one of each purpose: a new one takes the place of the old one.
create table one_time_token (
    user_id       uuid        not null references account on delete cascade,
    purpose       varchar(6)  not null check (purpose in ('reset', 'verify')),
    -- SHA-256 in base64url. The token itself is nowhere but in the mail.
    hash          varchar(43) not null constraint one_time_token_hash unique,
    -- The account's when it was made: a password changed since, or every session ended, makes a reset void.
    session_epoch bigint      not null,
    expires_at    timestamptz not null,
    primary key (user_id, purpose)
);

-- Asked for by somebody who must not learn from the answer, or from its time, whether there is an account: stored in the
-- same way for everybody, and looked into afterwards.
create table errand (
    id            uuid         primary key,
    kind          varchar(7)   not null check (kind in ('forgot', 'sign_up')),
    email         varchar(254) not null,
    email_key     varchar(254) not null,
    -- Of a sign-up only.
    first_name    varchar(100),
    last_name     varchar(100),
    locale        varchar(35),
    password_hash varchar(120),
    ip            varchar(45)  not null,
    user_agent    varchar(256) not null,
    asked_at      timestamptz  not null,
    -- Until then somebody is at it.
    taken_until   timestamptz,
    check ((kind = 'sign_up') = (password_hash is not null))
);

create index errand_asked on errand (asked_at);
