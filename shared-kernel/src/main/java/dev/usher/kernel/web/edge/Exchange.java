package dev.usher.kernel.web.edge;

import dev.usher.kernel.problem.Trace;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;

/** One request and its answer, as far as they have come. */
final class Exchange {
    final HttpRequest request;
    final String traceId;
    /** How many bytes the body may have. */
    final long limit;

    private final long began = System.nanoTime();
    private long answerBegan;
    private long bytesIn;
    private long bytesOut;
    /** The request is here to its end. */
    boolean received;
    /** The head of the answer is written. */
    boolean answering;
    /** The client's side has taken the answer to its end. */
    boolean answered;

    Exchange(HttpRequest request, long limit) {
        this.request = request;
        this.limit = limit;
        traceId = Trace.parse(request.headers().get("traceparent"));
    }

    void answerBegins() {
        answering = true;
        answerBegan = System.nanoTime();
    }

    /** False when the body has become larger than it may be. */
    boolean received(int more) {
        bytesIn += more;
        return bytesIn <= limit;
    }

    void sent(int more) {
        bytesOut += more;
    }

    /** How long the body may still take: the fixed wait, and what the slowest client needs for what has arrived. */
    Duration patienceIn(EdgeSettings settings) {
        return patience(settings.bodyTimeout(), bytesIn, settings, began);
    }

    /** The same for the answer, which the client must take. */
    Duration patienceOut(EdgeSettings settings) {
        return patience(settings.sendTimeout(), bytesOut, settings, answerBegan);
    }

    private static Duration patience(Duration fixed, long bytes, EdgeSettings settings, long since) {
        return fixed.plusMillis(bytes * 1000 / settings.bytesPerSecond()).minusNanos(System.nanoTime() - since);
    }
}
