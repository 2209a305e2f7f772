package dev.usher.notification.adapter.out.postgres;

/** The statements of the ledger. */
final class LedgerSql {
    static final String ADD = """
            INSERT INTO notification (id, kind, recipient, user_id, locale, model, status, attempts, next_attempt_at,
                                      last_error, event_source, event_id, expires_at, message_id, created_at, sent_at,
                                      lane, parked_at)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (event_source, event_id, kind) DO NOTHING""";

    /** The domain as {@code Notification.domain} has it: with the collation "C" only ASCII letters are lowered. */
    static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT id FROM notification
                WHERE status = 'pending' AND lane <= ? AND next_attempt_at <= ?
                  AND lower(split_part(recipient, '@', -1) COLLATE "C") <> ALL (?)
                ORDER BY lane, next_attempt_at, id
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            UPDATE notification n
            SET status = 'sending', lease_owner = ?, lease_until = now() + ? * interval '1 millisecond'
            FROM due WHERE n.id = due.id
            RETURNING n.*""";

    /** The spare time covers the way to the mail server; on from there the lease is renewed. */
    static final String HOLDS = """
            SELECT 1 FROM notification
            WHERE id = ? AND lease_owner = ? AND status = 'sending' AND lease_until > now() + interval '2 seconds'""";

    static final String RENEW = """
            UPDATE notification n
            SET lease_until = now() + ? * interval '1 millisecond'
            FROM unnest(?, ?) AS held (id, lease)
            WHERE n.id = held.id AND n.lease_owner = held.lease AND n.status = 'sending'""";

    static final String RELEASE = """
            UPDATE notification n
            SET status = 'pending', lease_owner = NULL, lease_until = NULL, last_error = coalesce(?, n.last_error)
            FROM unnest(?, ?) AS held (id, lease)
            WHERE n.id = held.id AND n.lease_owner = held.lease AND n.status = 'sending'""";

    /** Also after the lease has ended, as long as nobody else took one: see the comment on lease_owner. */
    static final String FINISH = """
            UPDATE notification
            SET status = ?, next_attempt_at = ?, last_error = ?, sent_at = ?, parked_at = ?, attempts = attempts + 1,
                lease_owner = NULL, lease_until = NULL
            WHERE id = ? AND lease_owner = ? AND status IN ('sending', 'pending')""";

    static final String RECLAIM = """
            UPDATE notification SET status = 'pending', lease_until = NULL
            WHERE id IN (
                SELECT id FROM notification
                WHERE status = 'sending' AND lease_until <= now()
                ORDER BY lease_until
                LIMIT 1000
                FOR UPDATE SKIP LOCKED)""";

    /** What is being sent is left to its sender, which finds it gone. */
    static final String ERASE = """
            DELETE FROM notification
            WHERE user_id = ?
               OR user_id IS NULL AND lower(recipient) = lower(?) AND kind <> 'account-deleted'""";

    static final String FORGET_SENT = """
            DELETE FROM notification
            WHERE id = ? AND lease_owner = ? AND status IN ('sending', 'pending')""";

    static final String FORGET_FAREWELLS = """
            DELETE FROM notification
            WHERE id IN (
                SELECT id FROM notification
                WHERE status = 'parked' AND kind = 'account-deleted' AND parked_at < ?
                ORDER BY parked_at
                LIMIT 1000)""";

    static final String REDRIVE = """
            UPDATE notification
            SET status = 'pending', next_attempt_at = least(next_attempt_at, ?), parked_at = NULL, lease_owner = NULL
            WHERE id = ? AND status IN ('pending', 'parked')""";

    static final String REDRIVE_PARKED = """
            UPDATE notification
            SET status = 'pending', next_attempt_at = ?, parked_at = NULL
            WHERE id IN (
                SELECT id FROM notification
                WHERE status = 'parked' AND parked_at < ? AND (?::text IS NULL OR kind = ?)
                ORDER BY parked_at, id
                LIMIT ?
                FOR UPDATE SKIP LOCKED)""";

    static final String FIND = "SELECT * FROM notification WHERE id = ?";

    static final String ABOUT =
            "SELECT * FROM notification WHERE user_id = ? ORDER BY created_at DESC, id DESC LIMIT ?";

    private static final String FILTERED = """
            FROM notification,
                 (SELECT ?::text AS status, ?::text AS kind, lower(?::text) AS recipient) AS wanted
            WHERE (wanted.status IS NULL OR notification.status = wanted.status)
              AND (wanted.kind IS NULL OR notification.kind = wanted.kind)
              AND (wanted.recipient IS NULL OR lower(notification.recipient) = wanted.recipient)""";

    static final String NEWEST_FIRST =
            "SELECT notification.* " + FILTERED + " ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?";

    static final String OLDEST_FIRST =
            "SELECT notification.* " + FILTERED + " ORDER BY created_at, id LIMIT ? OFFSET ?";

    static final String NEWEST_AFTER = "SELECT notification.* " + FILTERED
            + " AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?";

    static final String OLDEST_AFTER =
            "SELECT notification.* " + FILTERED + " AND (created_at, id) > (?, ?) ORDER BY created_at, id LIMIT ?";

    static final String COUNT = "SELECT count(*) " + FILTERED;

    /** Three reads of three small indexes; one read of all three states would be one of the whole table. */
    static final String BACKLOG = """
            SELECT lane, status, count(*) AS mails, min(created_at) AS oldest
            FROM notification WHERE status = 'pending' GROUP BY lane, status
            UNION ALL
            SELECT lane, status, count(*), min(created_at)
            FROM notification WHERE status = 'sending' GROUP BY lane, status
            UNION ALL
            SELECT lane, status, count(*), min(created_at)
            FROM notification WHERE status = 'parked' GROUP BY lane, status""";

    private LedgerSql() {}
}
