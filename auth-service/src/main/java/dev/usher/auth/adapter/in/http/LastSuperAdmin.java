package dev.usher.auth.adapter.in.http;

import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answer to whoever would leave nobody who makes administrators. */
final class LastSuperAdmin {
    private LastSuperAdmin() {}

    /** Says of a route that the last super-admin stays. Describes only. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @ApiResponse(
            responseCode = "409",
            description = "last-super-admin: nobody could make administrators any more",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @interface Refused {}

    static ProblemException problem() {
        return new ProblemException(
                AuthProblem.LAST_SUPER_ADMIN, "Nobody could make administrators any more: make another one first.");
    }
}
