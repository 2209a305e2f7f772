package dev.usher.kernel.token;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.security.filters.SecurityFilter;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Binds {@link Caller} parameters of controllers. */
@Singleton
final class CallerBinder implements TypedRequestArgumentBinder<Caller> {
    private static final Argument<Caller> CALLER = Argument.of(Caller.class);

    @Override
    public Argument<Caller> argumentType() {
        return CALLER;
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> source) {
        if (!source.getAttributes().contains(SecurityFilter.KEY)) {
            // Asked too early: nobody has looked at the token yet.
            return BindingResult.unsatisfied();
        }
        var caller = source.getUserPrincipal(CallerAuthentication.class).map(CallerAuthentication::caller);
        if (caller.isEmpty() && !context.getArgument().isNullable()) {
            throw new ProblemException(CommonProblem.INVALID_TOKEN, "A valid access token is needed.");
        }
        Optional<Caller> bound = caller;
        return () -> bound;
    }
}
