-- One row for every account, made at sign-up or at the first look, whichever comes first.
create table profile (
    user_id    uuid primary key,
    email      text        not null check (char_length(email) between 3 and 254),
    first_name text        not null check (char_length(first_name) between 1 and 100),
    last_name  text        not null check (char_length(last_name) between 1 and 100),
    bio        text check (char_length(bio) <= 1000),
    phone      text check (char_length(phone) <= 16),
    locale     text check (char_length(locale) <= 100),
    time_zone  text check (char_length(time_zone) <= 64),
    version    bigint      not null check (version >= 1),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    created_by uuid        not null,
    updated_by uuid        not null
);
