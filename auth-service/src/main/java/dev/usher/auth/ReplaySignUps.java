package dev.usher.auth;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.Republisher;
import dev.usher.kernel.job.Job;
import dev.usher.kernel.job.JobOptions;
import dev.usher.kernel.job.JobSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes {@code user:signup} again, oldest first, for a reader that came late or lost what it had. Each event is the one of
 * then: the same id, key, headers and data, with the address and names given at sign-up, whatever the account says today.
 * Accounts that were deleted are not told of; of one that is deleted while this runs, a page of events may still be.
 */
final class ReplaySignUps implements Job {
    private static final String TYPE = "user:signup";
    private static final int LARGEST_PAGE = 500;
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final UUID FIRST_ID = new UUID(0, 0);
    private static final UUID LAST_ID = new UUID(-1, -1);
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private static final String COUNT =
            "select count(*) from sign_up where (time, user_id) > (?, ?) and time < ? and user_id between ? and ?";
    private static final String PAGE = """
            select user_id, event_id, time, dataschema, data from sign_up
            where (time, user_id) > (?, ?) and time < ? and user_id between ? and ?
            order by time, user_id limit ?""";
    /** Imported accounts never had an event; for others it was gone before there was a place to keep it. */
    private static final String WITHOUT = """
            select count(*) from account a where a.created_at >= ? and a.created_at < ? and a.id between ? and ?
            and not exists (select from sign_up s where s.user_id = a.id)""";

    /** The last sign-up that was done; the next ones come after it. */
    private record Cursor(Instant time, UUID user) {
        static Cursor parse(String text) {
            var parts = text.split("/", 2);
            try {
                return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (RuntimeException refused) {
                throw new IllegalArgumentException("--after must be a cursor that an earlier run printed", refused);
            }
        }

        @Override
        public String toString() {
            return time + "/" + user;
        }
    }

    private record Range(Instant from, Instant to, UUID fromUser, UUID toUser) {
        /** @return the index of the next parameter */
        int bind(PreparedStatement statement, Cursor after) throws SQLException {
            statement.setObject(1, after.time().atOffset(ZoneOffset.UTC));
            statement.setObject(2, after.user());
            statement.setObject(3, to.atOffset(ZoneOffset.UTC));
            statement.setObject(4, fromUser);
            statement.setObject(5, toUser);
            return 6;
        }

        Cursor start() {
            // Before the first of all users: nobody has this id.
            return new Cursor(from, FIRST_ID);
        }
    }

    @Override
    public String name() {
        return "replay-signups";
    }

    @Override
    public String usage() {
        return """
                replay-signups --topic TOPIC [options]
                Publishes the events of sign-ups again, as they were (same id, key and data), oldest first. Needs the
                service's DATABASE_URL, DATABASE_USERNAME, DATABASE_PASSWORD and KAFKA_BOOTSTRAP_SERVERS.
                  --topic TOPIC      where to; it has to exist. Readers of user.signup drop what they have had by its id
                  --from TIME        only sign-ups at or after TIME, like 2026-03-01T10:00:00Z
                  --to TIME          only sign-ups before TIME
                  --from-user ID, --to-user ID
                                     only accounts with ids from the one to the other, both included
                  --after CURSOR     go on where an earlier run with the same ranges stopped
                  --rate N           no more than N events a second; default 500
                  --dry-run          only count
                The result is one line of JSON: matched (of what was still to do), published, without_event (accounts in
                the ranges that have no event to repeat: imported, or older than version 8 of the schema) and cursor. Ends
                with 0 when all of it is published, 1 when it broke off, 2 for wrong arguments.""";
    }

    @Override
    public Outcome run(List<String> arguments, JobSettings settings, Consumer<String> progress)
            throws SQLException, InterruptedException {
        var options = JobOptions.parse(
                arguments,
                Set.of("--topic", "--from", "--to", "--from-user", "--to-user", "--after", "--rate"),
                Set.of("--dry-run"));
        var topic = options.text("--topic").orElseThrow(() -> new IllegalArgumentException("--topic is missing"));
        int rate = options.number("--rate", 500, 1, 100_000);
        var range = new Range(
                options.time("--from").orElse(Instant.EPOCH),
                options.time("--to").orElse(END_OF_TIME),
                options.id("--from-user").orElse(FIRST_ID),
                options.id("--to-user").orElse(LAST_ID));
        var after = options.text("--after").map(Cursor::parse).orElseGet(range::start);
        try (var republisher = Republisher.to(topic, settings.kafka(), rate);
                var connection = settings.database().open("replay", ANSWER)) {
            connection.setReadOnly(true);
            var run = new Run(connection, republisher, range, Math.min(LARGEST_PAGE, rate), progress);
            return run.run(after, options.has("--dry-run"));
        }
    }

    private static final class Run {
        private final Connection connection;
        private final Republisher republisher;
        private final Range range;
        private final int pageSize;
        private final Consumer<String> progress;
        private final long startedAt = System.nanoTime();
        private long toldAt = startedAt;
        private long matched;
        private long published;

        Run(Connection connection, Republisher republisher, Range range, int pageSize, Consumer<String> progress) {
            this.connection = connection;
            this.republisher = republisher;
            this.range = range;
            this.pageSize = pageSize;
            this.progress = progress;
        }

        Outcome run(Cursor start, boolean dry) throws SQLException {
            matched = count(start);
            var without = withoutEvent();
            progress.accept(matched + " sign-ups match");
            var done = start;
            @Nullable String failure = null;
            try {
                for (var next = dry ? Optional.<Cursor>empty() : page(done); next.isPresent(); next = page(done)) {
                    done = next.get();
                    tell(done);
                }
            } catch (InterruptedException stopped) {
                failure = "stopped; go on with --after " + done;
            } catch (SQLException | KafkaException down) {
                failure = down.getMessage() + "; go on with --after " + done;
            }
            var result = String.format(
                    Locale.ROOT,
                    "{\"matched\": %d, \"published\": %d, \"without_event\": %d, \"cursor\": \"%s\"}",
                    matched,
                    published,
                    without,
                    done);
            return new Outcome(result, failure);
        }

        /** Publishes the page after the cursor. @return the last of it; empty when there is none */
        private Optional<Cursor> page(Cursor after) throws SQLException, InterruptedException {
            var events = read(after);
            if (events.isEmpty()) {
                return Optional.empty();
            }
            republisher.publish(events);
            published += events.size();
            var last = events.getLast();
            return Optional.of(new Cursor(last.time(), UUID.fromString(last.key())));
        }

        private List<Event> read(Cursor after) throws SQLException {
            try (var statement = connection.prepareStatement(PAGE)) {
                statement.setInt(range.bind(statement, after), pageSize);
                var events = new ArrayList<Event>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        events.add(event(rows));
                    }
                }
                return events;
            }
        }

        private static Event event(ResultSet row) throws SQLException {
            return new Event(
                    row.getObject("event_id", UUID.class),
                    TYPE,
                    "/auth-service",
                    row.getString("user_id"),
                    row.getObject("time", OffsetDateTime.class).toInstant(),
                    row.getString("dataschema"),
                    row.getBytes("data"));
        }

        private long count(Cursor start) throws SQLException {
            try (var statement = connection.prepareStatement(COUNT)) {
                range.bind(statement, start);
                return number(statement);
            }
        }

        private long withoutEvent() throws SQLException {
            try (var statement = connection.prepareStatement(WITHOUT)) {
                statement.setObject(1, range.from().atOffset(ZoneOffset.UTC));
                statement.setObject(2, range.to().atOffset(ZoneOffset.UTC));
                statement.setObject(3, range.fromUser());
                statement.setObject(4, range.toUser());
                return number(statement);
            }
        }

        private static long number(PreparedStatement statement) throws SQLException {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }

        private void tell(Cursor done) {
            var now = System.nanoTime();
            if (now - toldAt >= PROGRESS_NANOS || published >= matched) {
                toldAt = now;
                progress.accept(String.format(
                        Locale.ROOT,
                        "%d of %d (%.0f %%), %.0f a second, cursor %s",
                        published,
                        matched,
                        100.0 * published / Math.max(published, matched),
                        published * 1e9 / Math.max(1, now - startedAt),
                        done));
            }
        }
    }
}
