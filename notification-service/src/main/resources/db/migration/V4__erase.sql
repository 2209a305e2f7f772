-- All about one person: to delete it when the account goes, and to hand it out.
CREATE INDEX notification_user ON notification (user_id, created_at, id) WHERE user_id IS NOT NULL;
