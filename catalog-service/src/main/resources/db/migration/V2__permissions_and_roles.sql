-- Services, permissions and roles are three levels of one shape: a permission is made of services, a role of permissions.
alter table service rename to entry;
alter table entry add column kind text not null default 'service' check (kind in ('service', 'permission', 'role'));
alter table entry alter column kind drop default;
alter table entry drop constraint service_name;
alter table entry add constraint entry_name unique (kind, name_key);
alter table entry add constraint entry_kind unique (id, kind);
alter index service_pkey rename to entry_pkey;

-- What an entry is made of. The kinds are here only so that the database itself keeps the levels apart.
create table entry_part (
    whole_id   uuid not null,
    whole_kind text not null,
    part_id    uuid not null,
    part_kind  text not null,
    primary key (whole_id, part_id),
    foreign key (whole_id, whole_kind) references entry (id, kind),
    foreign key (part_id, part_kind) references entry (id, kind),
    check ((whole_kind, part_kind) in (('permission', 'service'), ('role', 'permission')))
);

create index entry_part_part on entry_part (part_id);

create view entry_with_parts as
select id, kind, name, name_key, description, version, created_at, updated_at, created_by, updated_by,
       array_to_string(array(select part_id from entry_part where whole_id = id order by part_id), ',') as parts
  from entry;

-- One row. Its lock orders all writes of entries; its number is the version of what they publish and never goes back.
create table entry_revision (
    revision  bigint  not null,
    -- Whether the roles of these migrations have been told to the other services.
    published boolean not null
);

insert into entry_revision (revision, published) values (0, false);

insert into entry (id, kind, name, name_key, description, version, created_at, updated_at)
values ('01936f5a-7c00-7000-8000-000000000101', 'permission', 'users:read', 'users:read',
        'See accounts, their state and the audit log.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000102', 'permission', 'users:write', 'users:write',
        'Disable and enable accounts.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000103', 'permission', 'profile:read-own', 'profile:read-own',
        'See one''s own profile.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000104', 'permission', 'profile:write-own', 'profile:write-own',
        'Edit one''s own profile, avatar and password.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000105', 'permission', 'access:read', 'access:read',
        'See services, permissions, roles and their members, and ask what anybody may do.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000106', 'permission', 'access:write', 'access:write',
        'Edit services, permissions and roles.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000107', 'permission', 'members:write', 'members:write',
        'Give people roles and take them away.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000108', 'permission', 'products:read', 'products:read',
        'See what is for sale.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000109', 'permission', 'products:write-own', 'products:write-own',
        'Sell: add, edit and remove products of one''s own, and their images.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-00000000010a', 'permission', 'products:write', 'products:write',
        'Edit and remove the products of all sellers.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-00000000010b', 'permission', 'notifications:read', 'notifications:read',
        'See which mails were sent, to whom and when.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-00000000010c', 'permission', 'notifications:redrive', 'notifications:redrive',
        'Send parked mails again.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000201', 'role', 'super-admin', 'super-admin',
        'May do everything, and alone says what the other roles may do.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000202', 'role', 'admin', 'admin',
        'Runs the platform from day to day.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000203', 'role', 'seller', 'seller',
        'Sells products of their own.', 1, now(), now()),
       ('01936f5a-7c00-7000-8000-000000000204', 'role', 'customer', 'customer',
        'Everybody who has signed up.', 1, now(), now());

insert into entry_part (whole_id, whole_kind, part_id, part_kind)
select whole.id, whole.kind, part.id, part.kind
  from (values ('permission', 'users:read', 'auth-service'),
               ('permission', 'users:write', 'auth-service'),
               ('permission', 'profile:read-own', 'auth-service'),
               ('permission', 'profile:read-own', 'profile-service'),
               ('permission', 'profile:write-own', 'auth-service'),
               ('permission', 'profile:write-own', 'profile-service'),
               ('permission', 'access:read', 'catalog-service'),
               ('permission', 'access:write', 'catalog-service'),
               ('permission', 'members:write', 'catalog-service'),
               ('permission', 'products:read', 'catalog-service'),
               ('permission', 'products:write-own', 'catalog-service'),
               ('permission', 'products:write', 'catalog-service'),
               ('permission', 'notifications:read', 'notification-service'),
               ('permission', 'notifications:redrive', 'notification-service'),
               ('role', 'customer', 'profile:read-own'),
               ('role', 'customer', 'profile:write-own'),
               ('role', 'customer', 'products:read'),
               ('role', 'seller', 'products:read'),
               ('role', 'seller', 'products:write-own'),
               ('role', 'admin', 'users:read'),
               ('role', 'admin', 'users:write'),
               ('role', 'admin', 'access:read'),
               ('role', 'admin', 'members:write'),
               ('role', 'admin', 'products:read'),
               ('role', 'admin', 'products:write'),
               ('role', 'admin', 'notifications:read'),
               ('role', 'admin', 'notifications:redrive')) as made (kind, name, part)
  join entry whole on whole.kind = made.kind and whole.name_key = made.name
  join entry part on part.name_key = made.part
   and part.kind = case made.kind when 'role' then 'permission' else 'service' end;

-- May do everything.
insert into entry_part (whole_id, whole_kind, part_id, part_kind)
select whole.id, whole.kind, part.id, part.kind
  from entry whole, entry part
 where whole.kind = 'role' and whole.name_key = 'super-admin' and part.kind = 'permission';
