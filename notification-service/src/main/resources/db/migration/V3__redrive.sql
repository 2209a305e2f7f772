-- Given up first, tried again first.
CREATE INDEX notification_given_up ON notification (parked_at, id) WHERE status = 'parked';
