package dev.usher.kernel.problem;

import dev.usher.kernel.value.InvalidValue;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.security.authentication.AuthorizationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one place where refusals, outages and faults become answers, whether they come from our code, from routing, from
 * security or from the reading of a body. What it does not know is a 500 without a word about its cause, and is logged
 * once under the trace id.
 */
@Singleton
@Primary
final class ProblemTranslator implements ErrorResponseProcessor<Problem>, ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemTranslator.class);
    private static final int MAX_CAUSES = 16;
    private static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(1);

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<?> handle(HttpRequest request, Throwable failure) {
        return render((HttpRequest<?>) request, failure, HttpResponse.serverError());
    }

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext error, MutableHttpResponse<?> response) {
        return render(error.getRequest(), error.getRootCause().orElse(null), response);
    }

    private static MutableHttpResponse<Problem> render(
            HttpRequest<?> request, @Nullable Throwable failure, MutableHttpResponse<?> response) {
        var traceId = Trace.of(request);
        var refusal = refusal(request, failure, response, traceId);
        refusal.headers().forEach((name, values) -> {
            response.getHeaders().remove(name);
            values.forEach(value -> response.header(name, value));
        });
        Challenge.add(request, response, refusal.code());
        response.status(refusal.code().status(), refusal.code().title());
        response.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
        var body = Problem.of(refusal.code(), refusal.detail(), traceId, refusal.errors(), refusal.members());
        return response.body(request.getMethod() == HttpMethod.HEAD ? null : body)
                .contentType(Problem.MEDIA_TYPE);
    }

    private static Refusal refusal(
            HttpRequest<?> request, @Nullable Throwable failure, MutableHttpResponse<?> response, String traceId) {
        if (failure == null) {
            return Refusal.ofStatus(response.code());
        }
        var causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        // Ours first, however deep: what a value type says while a body is read comes wrapped by the reader.
        var known = Stream.concat(
                        causes.stream().map(cause -> said(request, cause, traceId)),
                        causes.stream().map(cause -> understood(request, cause, traceId)))
                .filter(Objects::nonNull)
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        // Routing and reading refuse with a status of their own; only what comes as 500 is a fault.
        if (response.code() < 500) {
            return Refusal.ofStatus(response.code());
        }
        log(traceId, () -> LOG.error("unexpected failure of {} {}", request.getMethodName(), path(request), failure));
        return Refusal.internal();
    }

    private static @Nullable Refusal said(HttpRequest<?> request, Throwable cause, String traceId) {
        return switch (cause) {
            case ProblemException refused -> Refusal.of(refused);
            case InvalidValue invalid -> Refusal.of(invalid);
            case Unavailable outage -> {
                log(traceId, () -> LOG.warn("{} {}: {}", request.getMethodName(), path(request), outage.getMessage()));
                yield Refusal.unavailable(outage.code(), outage.retryAfter());
            }
            default -> null;
        };
    }

    private static @Nullable Refusal understood(HttpRequest<?> request, Throwable cause, String traceId) {
        if (cause instanceof AuthorizationException denied) {
            return Challenge.refusal(request, denied);
        }
        var unreadable = Unreadable.refusal(request, cause);
        if (unreadable != null || !Outage.is(cause)) {
            return unreadable;
        }
        log(traceId, () -> LOG.warn("{} {}: {}", request.getMethodName(), path(request), cause.toString()));
        return Refusal.unavailable(CommonProblem.UNAVAILABLE, RETRY_AFTER_OUTAGE);
    }

    /** The path without its query, which may hold what a log must not. */
    private static String path(HttpRequest<?> request) {
        return request.getPath();
    }

    private static void log(String traceId, Runnable statement) {
        try (var _ = MDC.putCloseable(Trace.LOG_KEY, traceId)) {
            statement.run();
        }
    }
}
