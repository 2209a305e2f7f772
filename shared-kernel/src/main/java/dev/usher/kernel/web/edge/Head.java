package dev.usher.kernel.web.edge;

import dev.usher.kernel.problem.CommonProblem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must be right about a request's first line and header fields before anything else looks at them. */
final class Head {
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://[^/?#]+");

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS,
            HttpMethod.TRACE,
            HttpMethod.CONNECT);
    private static final HttpMethod OTHER = HttpMethod.valueOf("OTHER");

    private Head() {}

    /** Null when there is nothing against it. */
    static @Nullable CommonProblem problem(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return switch (request.decoderResult().cause()) {
                case TooLongHttpLineException _ -> CommonProblem.URI_TOO_LONG;
                case TooLongHttpHeaderException _ -> CommonProblem.HEADERS_TOO_LARGE;
                default -> CommonProblem.MALFORMED_REQUEST;
            };
        }
        var sound = hasOneHost(request) && isKnownVersion(request) && isWellFormed(request.uri());
        return sound ? null : CommonProblem.MALFORMED_REQUEST;
    }

    /** Makes the framework see what it should: no choice of representation (there is one of each), no HEAD, no authority. */
    static HttpRequest prepare(HttpRequest request) {
        request.headers().remove(HttpHeaderNames.ACCEPT);
        // Answered like GET; the codec remembers, and leaves the body out.
        if (request.method().equals(HttpMethod.HEAD)) {
            request.setMethod(HttpMethod.GET);
        }
        if (request.method().equals(HttpMethod.GET)) {
            // Says nothing about a GET, but the framework would read the query in its charset.
            request.headers().remove(HttpHeaderNames.CONTENT_TYPE);
        }
        if (!METHODS.contains(request.method())) {
            // One name for all that nobody serves: each of its own would be a metric of its own.
            request.setMethod(OTHER);
        }
        return request.setUri(origin(request.uri()));
    }

    /** Negative when there is none. */
    static long contentLength(HttpRequest request) {
        return HttpUtil.getContentLength(request, -1L);
    }

    /** Without the query. */
    static String path(HttpRequest request) {
        var query = request.uri().indexOf('?');
        return query < 0 ? request.uri() : request.uri().substring(0, query);
    }

    /** The origin form of an absolute target (RFC 9112 §3.2.2); whose it is does not matter to a service. */
    private static String origin(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        var matcher = ABSOLUTE.matcher(target);
        if (!matcher.lookingAt()) {
            return target;
        }
        var rest = target.substring(matcher.end());
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** RFC 9112 §3.2. */
    private static boolean hasOneHost(HttpRequest request) {
        var hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts == 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_0));
    }

    private static boolean isKnownVersion(HttpRequest request) {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    /** A path and query in the characters of RFC 3986, whose escapes are UTF-8 and no NUL. */
    private static boolean isWellFormed(String given) {
        var target = origin(given);
        if (!target.startsWith("/") && !target.equals("*")) {
            return false;
        }
        var bytes = ByteBuffer.allocate(target.length());
        for (var i = 0; i < target.length(); i++) {
            var character = target.charAt(i);
            if (character <= ' ' || character >= 0x7f || character == '#') {
                return false;
            }
            if (character == '%') {
                var escaped = escaped(target, i);
                if (escaped <= 0) {
                    return false;
                }
                bytes.put((byte) escaped);
                i += 2;
            } else {
                bytes.put((byte) character);
            }
        }
        return isUtf8(bytes.flip());
    }

    private static int escaped(String target, int at) {
        if (at + 2 >= target.length()) {
            return -1;
        }
        var high = Character.digit(target.charAt(at + 1), 16);
        var low = Character.digit(target.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
