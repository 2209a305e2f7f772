package dev.usher.kernel.web;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Trace;
import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import java.util.Map;

/** What holds for every request that could be parsed: it has a trace, no query parameter twice, and no bare refusal. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class EveryRequest implements Ordered {
    private final ErrorResponseProcessor<?> problems;

    EveryRequest(ErrorResponseProcessor<?> problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** A bare status, from wherever, gets a body too. */
    @ResponseFilter
    @NonBlocking
    void complete(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (response.code() >= 400 && response.getBody().isEmpty()) {
            problems.processResponse(ErrorContext.builder(request).build(), response);
        }
    }

    @RequestFilter
    @NonBlocking
    void check(HttpRequest<?> request, MutablePropagatedContext context) {
        context.add(new MdcPropagationContext(Map.of(Trace.LOG_KEY, Trace.of(request))));
        var parameters = request.getParameters();
        for (var name : parameters.names()) {
            if (parameters.getAll(name).size() > 1) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_REQUEST, "A query parameter was sent more than once.");
            }
        }
    }
}
