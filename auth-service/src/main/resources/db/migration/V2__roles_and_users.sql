-- Of the catalog's statement that the roles of the account come from; 0 for those given at sign-up.
alter table account add column roles_version bigint not null default 0;

create index account_created on account (created_at, id);
-- Those who may end each other are found without a look at everybody.
create index account_super_admin on account (id) where 'super-admin' = any (roles);
