-- The services that permissions can speak of. name_key is the name folded by the service (case does not count), so that
-- what is one name, and the order of names, does not depend on the locale of a database.
create table service (
    id          uuid primary key,
    name        text        not null check (char_length(name) between 1 and 100),
    -- Folding may lengthen a name.
    name_key    text collate "C" not null check (char_length(name_key) <= 400),
    description text check (char_length(description) <= 1000),
    version     bigint      not null check (version >= 1),
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    -- Null: came with the platform.
    created_by  uuid,
    updated_by  uuid,
    constraint service_name unique (name_key)
);

insert into service (id, name, name_key, description, version, created_at, updated_at)
values ('01936f5a-7c00-7000-8000-000000000001', 'auth-service', 'auth-service',
        'Accounts, passwords and sessions: signs people up and in, and issues the access tokens that every service checks.',
        1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000002', 'profile-service', 'profile-service',
        'What people say of themselves: names, bio, phone, language, time zone and avatar.',
        1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000003', 'catalog-service', 'catalog-service',
        'Who may do what (services, permissions, roles, members), and the products that are for sale.',
        1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000004', 'notification-service', 'notification-service',
        'Turns events into mails, counts every one of them, and shows administrators what was sent.',
        1, now(), now());
