-- The public keys of access tokens, so that all replicas publish the same, also after a restart: a key whose file is gone
-- stays until the last token it signed has expired.
create table published_key (
    kid       varchar(200) primary key,
    -- RFC 7517, the public part.
    jwk       text         not null,
    -- It signs only when verifiers have had the time to see it.
    since     timestamptz  not null,
    until     timestamptz  not null
);
