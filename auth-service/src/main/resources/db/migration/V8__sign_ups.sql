-- The event of each sign-up, for as long as its account lives: the outbox forgets it after some days, and whoever republishes
-- it later has to repeat its id and its data, not to make new ones of what the account has become.
create table sign_up (
    user_id    uuid        primary key references account on delete cascade,
    event_id   uuid        not null,
    time       timestamptz not null,
    dataschema text        not null,
    data       bytea       not null
);

create index sign_up_time on sign_up (time, user_id);

-- A trigger, so that sign-ups of the version before this one are kept as well while both run.
create function keep_sign_up() returns trigger language plpgsql as $$
begin
    insert into sign_up (user_id, event_id, time, dataschema, data)
    select id, new.id, new.time, new.dataschema, new.data from account where id = new.key::uuid;
    return null;
end
$$;

create trigger outbox_keep_sign_up after insert on outbox
    for each row when (new.type = 'user:signup') execute function keep_sign_up();

-- What the outbox still has. Ids of sign-ups from before that are lost; these accounts are counted, not replayed.
insert into sign_up (user_id, event_id, time, dataschema, data)
select a.id, o.id, o.time, o.dataschema, o.data
from outbox o join account a on a.id::text = o.key
where o.type = 'user:signup'
on conflict do nothing;
