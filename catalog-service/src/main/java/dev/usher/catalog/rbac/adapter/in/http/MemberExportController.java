package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.PageRequest;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** All that this service knows about a person, to take away. */
@Controller("/v1/members/{user_id}/export")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "members")
@SecurityRequirement(name = "bearer")
final class MemberExportController {
    private final Members members;
    private final Insight insight;

    MemberExportController(Members members, Insight insight) {
        this.members = members;
        this.insight = insight;
    }

    @Get
    @Operation(summary = "All that this service knows about a person: oneself or, with access:read, anybody")
    @ApiResponse(
            responseCode = "200",
            description = "A file",
            headers = @Header(name = HttpHeaders.CONTENT_DISPOSITION, description = "attachment"))
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    HttpResponse<ExportBody> export(@Parameter(hidden = true) Caller caller, @PathVariable("user_id") String userId) {
        var user = Ids.parse(userId)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such user."));
        insight.require(caller, Stream.of(user));
        return HttpResponse.ok(new ExportBody(user, roles(user)))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"roles.json\"");
    }

    private List<HeldRoleJson> roles(UUID user) {
        var roles = new ArrayList<HeldRoleJson>();
        for (int page = 0; page <= PageRequest.MAX_PAGE; page++) {
            var found = members.roles(user, new PageRequest(page, PageRequest.MAX_SIZE, List.of()));
            found.items().forEach(held -> roles.add(HeldRoleJson.from(held)));
            if (roles.size() >= found.total() || found.items().isEmpty()) {
                break;
            }
        }
        return roles;
    }

    @Schema(name = "MemberExport")
    record ExportBody(UUID userId, List<HeldRoleJson> roles) {}
}
