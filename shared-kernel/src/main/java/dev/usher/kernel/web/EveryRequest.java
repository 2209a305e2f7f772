package dev.usher.kernel.web;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Trace;
import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;

/** What holds for every request that could be parsed: it has a trace, and no query parameter twice. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class EveryRequest implements Ordered {
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
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
