package dev.usher.e2e.rig;

import java.util.List;
import java.util.Locale;

/**
 * One message on its way through a {@link FaultProxy}.
 *
 * @param what PostgreSQL: first word of the statement, or of the answer's tag ({@code COMMIT}, {@code INSERT}); Kafka: name
 *     of the API ({@code PRODUCE}, {@code OFFSET_COMMIT}); Redis: the command ({@code EVALSHA}); SMTP: the verb, {@code DOT}
 *     for the end of a mail
 * @param by who sent it, where the protocol says so: PostgreSQL's application name, Kafka's client id
 * @param detail PostgreSQL: the statements of the transaction so far; Redis: the command's arguments; SMTP: the line
 */
record Moment(Direction direction, String what, String by, List<String> detail) {
    enum Direction {
        REQUEST,
        ANSWER
    }

    boolean isRequest(String name) {
        return direction == Direction.REQUEST && what.equals(name);
    }

    boolean isAnswer(String name) {
        return direction == Direction.ANSWER && what.equals(name);
    }

    /** Whether a part of the detail contains the text, whatever its case. */
    boolean mentions(String text) {
        var wanted = text.toLowerCase(Locale.ROOT);
        return detail.stream().anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
