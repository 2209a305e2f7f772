package dev.usher.e2e.rig;

import dev.usher.e2e.rig.Moment.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** RESP 2 and 3: commands, and their answers in the order of the commands. */
final class RedisProtocol implements Protocol {
    private final Queue<Moment> asked = new ConcurrentLinkedQueue<>();

    @Override
    public int length(Direction direction, ByteBuffer bytes) {
        return Math.max(0, end(bytes, 0));
    }

    /** Where the value that begins there ends, -1 while it is not whole. */
    private static int end(ByteBuffer bytes, int begin) {
        int line = lineEnd(bytes, begin);
        if (line < 0) {
            return -1;
        }
        return switch (bytes.get(begin)) {
            case '$', '=', '!' -> {
                int size = number(bytes, begin, line);
                int end = size < 0 ? line : line + size + 2;
                yield end <= bytes.limit() ? end : -1;
            }
            case '*', '~', '>' -> several(bytes, line, number(bytes, begin, line));
            case '%' -> several(bytes, line, 2 * number(bytes, begin, line));
            default -> line;
        };
    }

    private static int several(ByteBuffer bytes, int begin, int count) {
        int end = begin;
        for (int i = 0; i < count && end >= 0; i++) {
            end = end < bytes.limit() ? end(bytes, end) : -1;
        }
        return end;
    }

    private static int lineEnd(ByteBuffer bytes, int begin) {
        for (int at = begin + 1; at < bytes.limit(); at++) {
            if (bytes.get(at) == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    private static int number(ByteBuffer bytes, int begin, int lineEnd) {
        return Integer.parseInt(text(bytes, begin + 1, lineEnd - 2));
    }

    private static String text(ByteBuffer bytes, int begin, int end) {
        var found = new byte[end - begin];
        bytes.get(begin, found);
        return new String(found, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Moment read(Direction direction, ByteBuffer message) {
        if (direction == Direction.ANSWER) {
            // A push belongs to no command.
            var request = message.get(0) == '>' ? null : asked.poll();
            return request == null ? null : new Moment(Direction.ANSWER, request.what(), "", request.detail());
        }
        var words = words(message);
        var moment = new Moment(
                Direction.REQUEST, words.getFirst().toUpperCase(Locale.ROOT), "", words.subList(1, words.size()));
        asked.add(moment);
        return moment;
    }

    private static List<String> words(ByteBuffer message) {
        int at = lineEnd(message, 0);
        if (message.get(0) != '*') {
            return List.of(text(message, 0, at).strip().split(" "));
        }
        var words = new ArrayList<String>();
        while (at < message.limit()) {
            int line = lineEnd(message, at);
            int end = line + number(message, at, line);
            words.add(text(message, line, end));
            at = end + 2;
        }
        return words;
    }
}
