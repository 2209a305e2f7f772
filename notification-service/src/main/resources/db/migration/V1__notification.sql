-- Every mail that was ever asked for: what it says, to whom, and where it stands.
CREATE TABLE notification (
    id              uuid        PRIMARY KEY,
    kind            text        NOT NULL,
    recipient       text        NOT NULL,
    user_id         uuid,
    locale          text        NOT NULL,
    model           jsonb       NOT NULL,
    status          text        NOT NULL,
    attempts        integer     NOT NULL,
    next_attempt_at timestamptz,
    last_error      text,
    event_source    text        NOT NULL,
    event_id        uuid        NOT NULL,
    message_id      text        NOT NULL,
    -- Drawn anew with every claim. Stays after the lease has ended, until somebody else claims the mail: its old sender
    -- may still come and say that it was sent.
    lease_owner     uuid,
    -- By the clock of the database, the only one that all senders share.
    lease_until     timestamptz,
    created_at      timestamptz NOT NULL,
    sent_at         timestamptz,
    CONSTRAINT notification_event UNIQUE (event_source, event_id, kind),
    CONSTRAINT notification_state CHECK (
           status = 'pending' AND next_attempt_at IS NOT NULL AND sent_at IS NULL
        OR status = 'sending' AND next_attempt_at IS NOT NULL AND lease_owner IS NOT NULL AND lease_until IS NOT NULL
        OR status = 'sent'    AND next_attempt_at IS NULL AND sent_at IS NOT NULL
        OR status = 'parked'  AND next_attempt_at IS NULL AND sent_at IS NULL)
);

CREATE INDEX notification_due ON notification (next_attempt_at, id) WHERE status = 'pending';
CREATE INDEX notification_leased ON notification (lease_until) WHERE status = 'sending';
CREATE INDEX notification_parked ON notification (created_at, id) WHERE status = 'parked';
CREATE INDEX notification_created ON notification (created_at, id);
CREATE INDEX notification_recipient ON notification (lower(recipient), created_at, id);
