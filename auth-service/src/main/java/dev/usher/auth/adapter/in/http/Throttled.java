package dev.usher.auth.adapter.in.http;

import dev.usher.auth.domain.TooMany;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.RateLimit;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answer to whoever tries too often. */
final class Throttled {
    private Throttled() {}

    /** Says of a route that it can be tried too often. Describes only. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @ApiResponse(
            responseCode = "429",
            description = "too-many-attempts: Retry-After says when one more is allowed",
            headers = {
                @Header(name = "Retry-After", description = "Seconds"),
                @Header(name = "RateLimit-Policy", description = "The limit: its name, q attempts in w seconds"),
                @Header(name = "RateLimit", description = "What is left of it: r attempts, more in t seconds")
            },
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @interface Refused {}

    static ProblemException problem(TooMany tooMany) {
        var limit = tooMany.limit();
        return RateLimit.on(
                new ProblemException(AuthProblem.TOO_MANY_ATTEMPTS, "Try again later."),
                limit.name(),
                limit.most(),
                limit.window(),
                tooMany.retryAfter());
    }
}
