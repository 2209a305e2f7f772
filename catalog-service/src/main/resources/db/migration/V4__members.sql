-- Who has which role. A person is here from the first word about them on, whether that is the event of the sign-up or an
-- administrator who was faster.
create table person (
    user_id   uuid    primary key,
    -- Of what is published about them; only grows.
    version   bigint  not null,
    -- Whether they have been given what everybody has at sign-up; it is given once, and may be taken away.
    signed_up boolean not null
);

create table member (
    role_id    uuid        not null,
    role_kind  text        not null default 'role' check (role_kind = 'role'),
    user_id    uuid        not null references person (user_id),
    created_at timestamptz not null,
    -- Null: given by the platform itself.
    created_by uuid,
    primary key (role_id, user_id),
    foreign key (role_id, role_kind) references entry (id, kind)
);

create index member_of on member (user_id);
create index member_list on member (role_id, created_at, user_id);

create view membership as
select role_id, entry.name as role, entry.name_key as role_key, user_id, member.created_at, member.created_by
  from member join entry on entry.id = role_id;

-- Whether there has ever been a super-admin: the bootstrap makes the first one and nobody after that.
alter table entry_revision add column had_super_admin boolean not null default false;
