-- Who waits for whom (domain/Lane), so that many welcome mails do not delay a reset; and until when a mail is worth
-- sending.
ALTER TABLE notification
    ADD COLUMN lane       smallint NOT NULL DEFAULT 2,
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN parked_at  timestamptz;

UPDATE notification SET parked_at = created_at WHERE status = 'parked';

CREATE INDEX notification_next ON notification (lane, next_attempt_at, id) WHERE status = 'pending';
DROP INDEX notification_due;
