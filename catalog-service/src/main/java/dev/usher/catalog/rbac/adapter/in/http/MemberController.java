package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.application.ManageMember;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.catalog.rbac.domain.BuiltIn;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Manager;
import dev.usher.kernel.policy.Permissions;
import dev.usher.kernel.policy.Permitted;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ListQuery;
import dev.usher.kernel.web.PageBody;
import dev.usher.kernel.web.Sensitive;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who has which role. Whoever has {@code members:write} gives and takes every role but those of administrators, which take
 * a super-admin.
 */
@Controller("/v1")
@Tag(name = "members")
@SecurityRequirement(name = "bearer")
final class MemberController {
    private static final String MEMBER = "/roles/{id}/members/{user_id}";

    private final ManageMember manage;
    private final Members members;
    private final Entries entries;
    private final Permissions permissions;
    private final Insight insight;

    MemberController(ManageMember manage, Members members, Entries entries, Permissions permissions, Insight insight) {
        this.manage = manage;
        this.members = members;
        this.entries = entries;
        this.permissions = permissions;
        this.insight = insight;
    }

    @Get("/roles/{id}/members")
    @Permitted("access:read")
    @Operation(summary = "A role's members, a page at a time; sorted by created_at")
    @Described.Paged
    @ApiResponse(responseCode = "200", description = "One page of members")
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Query
    PageBody<MemberJson> list(String id, @Parameter(hidden = true) HttpRequest<?> request) {
        var query = ListQuery.of(request, Members.SORTS, Set.of());
        var role = entries.find(Kind.ROLE, role(id)).orElseThrow(MemberController::noRole);
        return PageBody.from(members.list(role.id(), query.page()), query.page(), MemberJson::from);
    }

    @Put(MEMBER)
    @Permitted("members:write")
    @Sensitive
    @Operation(summary = "Give somebody a role")
    @ApiResponse(responseCode = "204", description = "They have it, now or before")
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    HttpResponse<Void> grant(
            @Parameter(hidden = true) Caller caller, String id, @PathVariable("user_id") String userId) {
        return answer(manage.grant(role(id), user(userId), manager(caller)));
    }

    @Delete(MEMBER)
    @Permitted("members:write")
    @Sensitive
    @Operation(summary = "Take a role from somebody")
    @ApiResponse(responseCode = "204", description = "They do not have it, now or before")
    @ApiResponse(
            responseCode = "409",
            description = "last-super-admin: there is always one",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    HttpResponse<Void> revoke(
            @Parameter(hidden = true) Caller caller, String id, @PathVariable("user_id") String userId) {
        return answer(manage.revoke(role(id), user(userId), manager(caller)));
    }

    @Get("/members/{user_id}/roles")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    @Operation(summary = "Somebody's roles: one's own or, with access:read, anybody's; sorted by name or created_at")
    @Described.Paged
    @ApiResponse(responseCode = "200", description = "One page of roles")
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Query
    PageBody<HeldRoleJson> roles(
            @Parameter(hidden = true) Caller caller,
            @PathVariable("user_id") String userId,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var user = user(userId);
        insight.require(caller, Stream.of(user));
        var query = ListQuery.of(request, Members.ROLE_SORTS, Set.of());
        return PageBody.from(members.roles(user, query.page()), query.page(), HeldRoleJson::from);
    }

    private static HttpResponse<Void> answer(ManageMember.Result result) {
        return switch (result) {
            case DONE -> HttpResponse.noContent();
            case FORBIDDEN ->
                throw new ProblemException(
                        CommonProblem.FORBIDDEN, "Roles of administrators are given by super-admins only.");
            case NO_ROLE -> throw noRole();
            case ERASED -> throw noUser();
            case LAST_SUPER_ADMIN ->
                throw new ProblemException(RbacProblem.LAST_SUPER_ADMIN, "They are the last super-admin.");
        };
    }

    private Manager manager(Caller caller) {
        return new Manager(caller.userId(), permissions.roles(caller.userId()).contains(BuiltIn.SUPER_ADMIN));
    }

    private static UUID role(String id) {
        return Ids.parse(id).orElseThrow(MemberController::noRole);
    }

    private static UUID user(String id) {
        return Ids.parse(id).orElseThrow(MemberController::noUser);
    }

    private static ProblemException noRole() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such role.");
    }

    private static ProblemException noUser() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such user.");
    }
}
