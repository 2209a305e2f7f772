package dev.usher.kernel.web.edge;

import dev.usher.kernel.problem.Trace;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;

/** One request and its answer, as far as they have come. */
final class Exchange {
    private static final int BYTES_PER_SECOND = 64 * 1024;

    final HttpRequest request;
    final String traceId;
    /** How many bytes the body may have. */
    final long limit;

    private final long began = System.nanoTime();
    private long bytes;
    /** The request is here to its end. */
    boolean received;
    /** The head of the answer is written. */
    boolean answering;
    /** The answer is written to its end. */
    boolean answered;

    Exchange(HttpRequest request, long limit) {
        this.request = request;
        this.limit = limit;
        traceId = Trace.parse(request.headers().get("traceparent"));
    }

    /** False when the body has become larger than it may be. */
    boolean count(int more) {
        bytes += more;
        return bytes <= limit;
    }

    /** How long the body may still take: what it is given at first, and a second for every 64 KiB that arrived. */
    Duration patience(Duration atFirst) {
        return atFirst.plusMillis(bytes * 1000 / BYTES_PER_SECOND).minusNanos(System.nanoTime() - began);
    }
}
