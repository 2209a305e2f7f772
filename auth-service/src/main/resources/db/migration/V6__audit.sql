-- What happened to accounts, for those who must explain it later. Written once; see the trigger.
create table security_event (
    id         uuid         primary key,
    kind       varchar(40)  not null,
    actor_id   uuid,
    subject_id uuid,
    session_id uuid,
    ip         varchar(45),
    user_agent varchar(256),
    created_at timestamptz  not null
);

create index security_event_created on security_event (created_at, id);
create index security_event_actor on security_event (actor_id, created_at) where actor_id is not null;
create index security_event_subject on security_event (subject_id, created_at) where subject_id is not null;

-- A mistake of ours, or a stolen connection that may only do what the service does, rewrites no history: fields can be
-- emptied, which is what erasing a person means, and rows go when they are older than any setting lets them become.
create function security_event_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.created_at > now() - interval '29 days' then
            raise exception 'the audit log is append-only';
        end if;
        return old;
    end if;
    if new.id <> old.id or new.kind <> old.kind or new.created_at <> old.created_at
        or coalesce(new.actor_id <> old.actor_id, new.actor_id is not null)
        or coalesce(new.subject_id <> old.subject_id, new.subject_id is not null)
        or coalesce(new.session_id <> old.session_id, new.session_id is not null)
        or coalesce(new.ip <> old.ip, new.ip is not null)
        or coalesce(new.user_agent <> old.user_agent, new.user_agent is not null) then
        raise exception 'the audit log is append-only';
    end if;
    return new;
end
$$;

create trigger security_event_append_only before update or delete on security_event
    for each row execute function security_event_is_append_only();

create function security_event_is_not_emptied() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end
$$;

create trigger security_event_not_emptied before truncate on security_event
    for each statement execute function security_event_is_not_emptied();
