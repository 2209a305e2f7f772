package dev.usher.e2e.rig;

import dev.usher.e2e.rig.Moment.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SMTP without TLS: commands by their verb, a mail's content and its dot as one message {@code DOT}. */
final class SmtpProtocol implements Protocol {
    private static final byte[] DOT = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

    private volatile String asked = "BANNER";
    private volatile boolean content;

    @Override
    public int length(Direction direction, ByteBuffer bytes) {
        if (direction == Direction.REQUEST && content) {
            return endOf(bytes, DOT);
        }
        int end = endOf(bytes, new byte[] {'\n'});
        // "250-more to come": the last line of an answer has no hyphen there.
        int line = 0;
        while (direction == Direction.ANSWER && end > 0 && bytes.get(line + 3) == '-') {
            line = end;
            int more = endOf(bytes.slice(line, bytes.limit() - line), new byte[] {'\n'});
            end = more == 0 ? 0 : line + more;
        }
        return end;
    }

    private static int endOf(ByteBuffer bytes, byte[] mark) {
        for (int at = 0; at + mark.length <= bytes.limit(); at++) {
            int same = 0;
            while (same < mark.length && bytes.get(at + same) == mark[same]) {
                same++;
            }
            if (same == mark.length) {
                return at + same;
            }
        }
        return 0;
    }

    @Override
    public @Nullable Moment read(Direction direction, ByteBuffer message) {
        var text = StandardCharsets.UTF_8.decode(message.duplicate()).toString();
        if (direction == Direction.ANSWER) {
            content = asked.equals("DATA") && text.startsWith("354");
            return new Moment(Direction.ANSWER, asked, "", List.of(text.strip()));
        }
        asked = content ? "DOT" : text.strip().split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        content = false;
        return new Moment(Direction.REQUEST, asked, "", List.of(text));
    }
}
