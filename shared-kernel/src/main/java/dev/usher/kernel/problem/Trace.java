package dev.usher.kernel.problem;

import io.micronaut.http.HttpRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace-id of W3C Trace Context: taken from a valid {@code traceparent}, else new. 32 hexadecimal digits. */
public final class Trace {
    /** The key in the log's diagnostic context. */
    public static final String LOG_KEY = "trace_id";

    private static final String FIELD = "traceparent";
    private static final String ATTRIBUTE = "usher.trace-id";
    // Version ff is forbidden, as are identifiers of zeros only; later versions may append fields.
    private static final Pattern TRACEPARENT = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.{0,200})?");

    private Trace() {}

    /** The same for every call with the same request. */
    public static String of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElseGet(() -> {
            var id = parse(request.getHeaders().get(FIELD));
            request.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }

    /** The trace-id within a {@code traceparent} field, or a new one when there is none or it is not valid. */
    public static String parse(@Nullable String traceparent) {
        if (traceparent != null) {
            var matcher = TRACEPARENT.matcher(traceparent);
            if (matcher.matches() && (matcher.end(1) + 20 == traceparent.length() || !traceparent.startsWith("00"))) {
                return matcher.group(1);
            }
        }
        return fresh();
    }

    /** Gives the request a valid {@code traceparent} of this trace when it came without one. */
    public static void propagate(BiConsumer<String, Object> setter, String traceId, @Nullable String traceparent) {
        if (traceparent == null || !traceparent.contains(traceId)) {
            setter.accept(FIELD, "00-" + traceId + "-" + fresh().substring(16) + "-00");
        }
    }

    /** Random: unique, not secret. */
    public static String fresh() {
        var bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        bytes[15] |= 1;
        return HexFormat.of().formatHex(bytes);
    }
}
