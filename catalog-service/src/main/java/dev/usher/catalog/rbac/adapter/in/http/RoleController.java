package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.kernel.policy.Permitted;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.PageBody;
import dev.usher.kernel.web.Sensitive;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What people may be, and what that permits. */
@Controller("/v1/roles")
@Permitted("access:write")
@Tag(name = "roles")
@SecurityRequirement(name = "bearer")
final class RoleController {
    private final EntryRoutes.Of<RoleJson> roles;

    RoleController(EntryRoutes routes) {
        this.roles = routes.of(Kind.ROLE, RoleJson::from);
    }

    @Get
    @Permitted("access:read")
    @Operation(summary = "Roles, a page at a time; sorted by name, created_at or updated_at")
    @Described.Paged
    @Parameter(name = "name", in = ParameterIn.QUERY, description = "Only roles whose name contains this, in any case")
    @Parameter(name = "permission_id", in = ParameterIn.QUERY, description = "Only roles made of this permission")
    @ApiResponse(responseCode = "200", description = "One page of roles")
    @EntryRefused.List
    PageBody<RoleJson> list(@Parameter(hidden = true) HttpRequest<?> request) {
        return roles.list(request);
    }

    @Post
    @Sensitive
    @Operation(summary = "Add a role")
    @ApiResponse(
            responseCode = "201",
            description = "The new role",
            headers = {@Header(name = "Location"), @Header(name = "ETag")},
            content = @Content(schema = @Schema(implementation = RoleJson.class)))
    @EntryRefused.Add
    HttpResponse<RoleJson> add(@Parameter(hidden = true) Caller caller, @Body RoleJson.Draft draft) {
        return roles.add(caller, draft.content());
    }

    @Get("/{id}")
    @Permitted("access:read")
    @Operation(summary = "One role")
    @ApiResponse(responseCode = "200", description = "The role", headers = @Header(name = "ETag"))
    @EntryRefused.Read
    HttpResponse<RoleJson> read(String id) {
        return roles.read(id);
    }

    @Patch("/{id}")
    @Sensitive
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(summary = "Edit a role: a merge-patch (RFC 7396)")
    @Described.Conditional
    @ApiResponse(responseCode = "200", description = "The role as it stands now", headers = @Header(name = "ETag"))
    @EntryRefused.Edit
    HttpResponse<RoleJson> edit(
            @Parameter(hidden = true) Caller caller,
            String id,
            @Parameter(hidden = true) HttpRequest<?> request,
            @Body RoleJson.Changes changes) {
        return roles.edit(caller, id, request, changes.edit());
    }

    @Delete("/{id}")
    @Sensitive
    @Operation(summary = "Remove a role")
    @Described.Conditional
    @ApiResponse(responseCode = "204", description = "It is gone")
    @EntryRefused.Remove
    HttpResponse<Void> remove(
            @Parameter(hidden = true) Caller caller,
            String id,
            @Parameter(description = "Remove it from everything that uses it, too") @QueryValue(defaultValue = "false")
                    boolean force,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return roles.remove(caller, id, request, force);
    }
}
