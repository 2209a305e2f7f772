package dev.usher.notification.adapter.out.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.usher.kernel.web.Json;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Origin;
import dev.usher.notification.domain.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A notification as a row of its table. */
final class NotificationRow {
    private static final TypeReference<Map<String, String>> MODEL = new TypeReference<>() {};

    private NotificationRow() {}

    /** Binds all columns of {@link LedgerSql#ADD}. */
    static void bind(PreparedStatement statement, Notification mail) throws SQLException {
        statement.setObject(1, mail.id());
        statement.setString(2, mail.kind().wire());
        statement.setString(3, mail.recipient());
        statement.setObject(4, mail.userId());
        statement.setString(5, mail.locale());
        statement.setString(6, json(mail.model()));
        statement.setString(7, mail.status().wire());
        statement.setInt(8, mail.attempts());
        statement.setObject(9, time(mail.nextAttemptAt()));
        statement.setString(10, mail.lastError());
        statement.setString(11, mail.origin().source());
        statement.setObject(12, mail.origin().id());
        statement.setObject(13, time(mail.expiresAt()));
        statement.setString(14, mail.messageId());
        statement.setObject(15, time(mail.createdAt()));
        statement.setObject(16, time(mail.sentAt()));
        statement.setInt(17, mail.kind().lane().rank());
        statement.setObject(18, mail.status() == Status.PARKED ? time(mail.createdAt()) : null);
    }

    static Ledger.Backlog.Part part(ResultSet row) throws SQLException {
        return new Ledger.Backlog.Part(
                Lane.ofRank(row.getInt("lane")),
                Status.fromWire(row.getString("status")).orElseThrow(),
                row.getLong("mails"),
                required(row, "oldest"));
    }

    static Notification read(ResultSet row) throws SQLException {
        return new Notification(
                row.getObject("id", UUID.class),
                Kind.fromWire(row.getString("kind")).orElseThrow(),
                row.getString("recipient"),
                row.getObject("user_id", UUID.class),
                row.getString("locale"),
                model(row.getString("model")),
                Status.fromWire(row.getString("status")).orElseThrow(),
                row.getInt("attempts"),
                instant(row, "next_attempt_at"),
                row.getString("last_error"),
                new Origin(row.getString("event_source"), row.getObject("event_id", UUID.class)),
                instant(row, "expires_at"),
                row.getString("message_id"),
                required(row, "created_at"),
                instant(row, "sent_at"));
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }

    private static String json(Map<String, String> model) {
        try {
            return Json.events().writeValueAsString(model);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static Map<String, String> model(String json) {
        try {
            return Json.events().readValue(json, MODEL);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("the model of a stored mail is no JSON object of texts", notOurs);
        }
    }
}
