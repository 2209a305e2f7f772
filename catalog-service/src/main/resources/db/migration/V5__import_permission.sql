-- Whoever brings accounts with the hashes of their passwords can log in as them, so it takes more than users:write.
insert into entry (id, kind, name, name_key, description, version, created_at, updated_at)
values ('01936f5a-7c00-7000-8000-00000000010d', 'permission', 'users:import', 'users:import',
        'Take over accounts of another system, with the hashes of their passwords.', 1, now(), now())
    -- Somebody made one of this name: it stays as it is.
    on conflict (kind, name_key) do nothing;

insert into entry_part (whole_id, whole_kind, part_id, part_kind)
select whole.id, whole.kind, part.id, part.kind
  from entry whole, entry part
 where (whole.kind, whole.name_key, part.kind, part.name_key) in
       (('permission', 'users:import', 'service', 'auth-service'),
        ('role', 'super-admin', 'permission', 'users:import'))
    on conflict (whole_id, part_id) do nothing;

update entry set version = version + 1, updated_at = now() where kind = 'role' and name_key = 'super-admin';

-- The other services are told of the roles once more.
update entry_revision set published = false;
