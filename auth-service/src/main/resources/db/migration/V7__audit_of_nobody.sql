-- A failed login is logged for an account and for none. An entry that one index leaves out would cost less, and the time of
-- the answer would tell.
drop index security_event_subject;
create index security_event_subject on security_event (subject_id, created_at);
