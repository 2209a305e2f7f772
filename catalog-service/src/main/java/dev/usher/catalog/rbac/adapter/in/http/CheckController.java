package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.domain.Question;
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
    private final Checks checks;
    private final Insight insight;

    CheckController(Checks checks, Insight insight) {
        this.checks = checks;
        this.insight = insight;
    }

    @Post
    @Status(HttpStatus.OK)
    @BodyLimit(256 * 1024)
    @Operation(summary = "Ask up to 1000 times who may do what; one about oneself, or with access:read about all")
    @ApiResponse(responseCode = "200", description = "An answer to each question, in their order")
    @Refused.Token
    @Refused.Role
    @Refused.Body
    ChecksJson.Results check(@Parameter(hidden = true) Caller caller, @Body ChecksJson.Asked asked) {
        var questions = asked.questions();
        insight.require(caller, questions.stream().map(Question::user));
        return ChecksJson.Results.from(checks.answer(questions));
    }
}
