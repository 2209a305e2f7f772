package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.application.CheckPermissions;
import dev.usher.catalog.rbac.domain.Manager;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.web.BodyLimit;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Whether people may do things, for services that do not keep the roles in memory themselves. */
@Controller("/v1/checks")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "checks")
@SecurityRequirement(name = "bearer")
final class CheckController {
    private final CheckPermissions check;

    CheckController(CheckPermissions check) {
        this.check = check;
    }

    @Post
    @Status(HttpStatus.OK)
    @BodyLimit(256 * 1024)
    @Operation(summary = "Ask up to 1000 times who may do what; everybody about themselves, administrators about all")
    @ApiResponse(responseCode = "200", description = "An answer to each question, in their order")
    @Refused.Token
    @Refused.Role
    @Refused.Body
    ChecksJson.Results check(@Parameter(hidden = true) Caller caller, @Body ChecksJson.Asked asked) {
        return check.check(asked.questions(), new Manager(caller.userId(), caller.roles()))
                .map(ChecksJson.Results::from)
                .orElseThrow(() -> new ProblemException(
                        CommonProblem.FORBIDDEN, "Only administrators may ask about somebody else."));
    }
}
