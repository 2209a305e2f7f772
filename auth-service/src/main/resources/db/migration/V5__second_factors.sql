create table second_factor (
    user_id      uuid         primary key references account on delete cascade,
    -- Sealed with a key that the database does not have.
    secret       varchar(200) not null,
    -- Null: shown to its owner, who has not yet given a code of it.
    confirmed_at timestamptz,
    -- The newest time step whose code was used: that and older ones are dead (RFC 6238 §5.2).
    last_step    bigint       not null default 0,
    created_at   timestamptz  not null
);

-- Those that have not been used.
create table recovery_code (
    user_id uuid        not null references account on delete cascade,
    hash    varchar(64) not null,
    primary key (user_id, hash)
);

-- Challenges that a login was finished with, until they would have expired.
create table used_challenge (
    id    uuid        primary key,
    until timestamptz not null
);
create index used_challenge_until on used_challenge (until);
