package dev.usher.e2e.rig;

import dev.usher.e2e.rig.Moment.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's frontend/backend protocol 3, as far as it takes to know which statement is executed or answered. */
final class PostgresProtocol implements Protocol {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    /** Statements outside a transaction add up; nobody asks for so many. */
    private static final int KEPT = 200;

    private final Map<String, String> prepared = new HashMap<>();
    private final List<String> statements = new ArrayList<>();
    private boolean begun;
    private volatile boolean singleByte;
    private volatile String application = "";
    private volatile List<String> transaction = List.of();

    @Override
    public int length(Direction direction, ByteBuffer bytes) {
        if (direction == Direction.ANSWER && singleByte) {
            return 1;
        }
        int head = direction == Direction.REQUEST && !begun ? 0 : 1;
        return bytes.limit() < head + 4 ? 0 : head + bytes.getInt(head);
    }

    @Override
    public @Nullable Moment read(Direction direction, ByteBuffer message) {
        if (direction == Direction.ANSWER) {
            return answer(message);
        }
        if (!begun) {
            begin(message);
            return null;
        }
        return switch (message.get(0)) {
            case 'P' -> {
                var name = text(message, 5);
                prepared.put(name, text(message, 6 + length(name)));
                yield null;
            }
            case 'B' -> {
                int portal = length(text(message, 5));
                yield execute(prepared.getOrDefault(text(message, 6 + portal), ""));
            }
            case 'Q' -> execute(text(message, 5));
            default -> null;
        };
    }

    /** The first messages have no type: requests for encryption, each answered by a byte, and then the start-up. */
    private void begin(ByteBuffer message) {
        int code = message.getInt(4);
        if (code == SSL_REQUEST || code == GSS_REQUEST) {
            singleByte = true;
            return;
        }
        begun = true;
        for (int at = 8; at < message.limit() - 1; ) {
            var name = text(message, at);
            var value = text(message, at + length(name) + 1);
            if (name.equals("application_name")) {
                application = value;
            }
            at += length(name) + length(value) + 2;
        }
    }

    private Moment execute(String sql) {
        var what = firstWord(sql);
        if (what.equals("BEGIN") || statements.size() == KEPT) {
            statements.clear();
        }
        statements.add(sql);
        transaction = List.copyOf(statements);
        return new Moment(Direction.REQUEST, what, application, transaction);
    }

    private @Nullable Moment answer(ByteBuffer message) {
        if (singleByte) {
            singleByte = false;
            return null;
        }
        // CommandComplete: "INSERT 0 1", "COMMIT"
        return message.get(0) == 'C'
                ? new Moment(Direction.ANSWER, firstWord(text(message, 5)), application, transaction)
                : null;
    }

    private static String firstWord(String sql) {
        return sql.strip().split("[\\s;(]", 2)[0].toUpperCase(Locale.ROOT);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text that begins there and ends before the next NUL. */
    private static String text(ByteBuffer message, int begin) {
        int end = begin;
        while (end < message.limit() && message.get(end) != 0) {
            end++;
        }
        var bytes = new byte[end - begin];
        message.get(begin, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
