package dev.usher.kernel.upload;

import dev.usher.kernel.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Walks a multipart body (RFC 2046 §5.1) of exactly one part, with one buffer. */
final class MultipartReader {
    private static final int BUFFER = 16 * 1024;
    private static final int HEAD = 8 * 1024;

    private final InputStream body;
    /** A line break, two dashes and the boundary. */
    private final byte[] delimiter;

    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;

    MultipartReader(InputStream body, String boundary) {
        if (!boundary.matches("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")) {
            throw FilePart.malformed("The boundary is none.");
        }
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    /** False when the form has no part at all. */
    boolean begin() {
        // The first one stands at the very beginning and has no line break of its own.
        fill(delimiter.length);
        if (to - from < delimiter.length - 2 || !matches(from, 2)) {
            throw FilePart.malformed("The body does not begin with its boundary.");
        }
        from += delimiter.length - 2;
        return !ends();
    }

    /** The fields of the part's head, names in lower case. */
    Map<String, String> head() {
        var fields = new HashMap<String, String>();
        var left = HEAD;
        for (var line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length() + 2;
            var colon = line.indexOf(':');
            if (colon < 1) {
                throw FilePart.malformed("A header of a part cannot be read.");
            }
            var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (fields.put(name, line.substring(colon + 1).strip()) != null) {
                throw FilePart.malformed("A header of a part stands there twice.");
            }
        }
        return fields;
    }

    /** Up to the delimiter; after its last byte the form has been read to its end. */
    InputStream content() {
        return new Content();
    }

    /** Behind a delimiter: the end of the form, or a line break and the next part. */
    private boolean ends() {
        fill(2);
        if (to - from >= 2) {
            var first = buffer[from];
            var second = buffer[from + 1];
            from += 2;
            if (first == '-' && second == '-') {
                return true;
            }
            if (first == '\r' && second == '\n') {
                return false;
            }
        }
        throw FilePart.malformed("A boundary of the form cannot be read.");
    }

    private String line(int longest) {
        fill(Math.min(longest, BUFFER));
        for (var end = from; end + 1 < to && end - from < longest; end++) {
            if (buffer[end] == '\r' && buffer[end + 1] == '\n') {
                var line = new String(buffer, from, end - from, StandardCharsets.UTF_8);
                from = end + 2;
                return line;
            }
        }
        throw FilePart.malformed("The head of a part has no end.");
    }

    /** Makes so many bytes available, or all there are. */
    private void fill(int wanted) {
        if (to - from >= wanted) {
            return;
        }
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        while (to < wanted) {
            var count = read();
            if (count < 0) {
                return;
            }
            to += count;
        }
    }

    private int read() {
        try {
            return body.read(buffer, to, BUFFER - to);
        } catch (IOException e) {
            // Nobody is left to hear it.
            throw new Unavailable("an upload broke off", e);
        }
    }

    private boolean matches(int at, int skipped) {
        for (var index = skipped; index < delimiter.length; index++) {
            if (buffer[at + index - skipped] != delimiter[index]) {
                return false;
            }
        }
        return true;
    }

    private final class Content extends InputStream {
        private boolean ended;

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            if (ended) {
                return -1;
            }
            fill(delimiter.length + 1);
            var plain = plain();
            if (plain == 0) {
                end();
                return -1;
            }
            var count = Math.min(plain, length);
            System.arraycopy(buffer, from, bytes, offset, count);
            from += count;
            return count;
        }

        /** How many bytes in the buffer are content for certain. */
        private int plain() {
            for (var at = from; at < to; at++) {
                if (buffer[at] == '\r' && (at + delimiter.length > to || matches(at, 0))) {
                    return at - from;
                }
            }
            return to - from;
        }

        private void end() {
            if (to - from < delimiter.length || !matches(from, 0)) {
                throw FilePart.malformed("The form is cut off.");
            }
            from += delimiter.length;
            if (!ends()) {
                throw FilePart.malformed("The form holds more than one part.");
            }
            ended = true;
        }
    }
}
