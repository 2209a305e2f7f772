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

/** What may be done, and on which services. */
@Controller("/v1/permissions")
@Permitted("access:write")
@Tag(name = "permissions")
@SecurityRequirement(name = "bearer")
final class PermissionController {
    private final EntryRoutes.Of<PermissionJson> permissions;

    PermissionController(EntryRoutes routes) {
        this.permissions = routes.of(Kind.PERMISSION, PermissionJson::from);
    }

    @Get
    @Permitted("access:read")
    @Operation(summary = "Permissions, a page at a time; sorted by name, created_at or updated_at")
    @Described.Paged
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "Only permissions whose name contains this, in any case")
    @Parameter(name = "service_id", in = ParameterIn.QUERY, description = "Only permissions made of this service")
    @ApiResponse(responseCode = "200", description = "One page of permissions")
    @EntryRefused.List
    PageBody<PermissionJson> list(@Parameter(hidden = true) HttpRequest<?> request) {
        return permissions.list(request);
    }

    @Post
    @Sensitive
    @Operation(summary = "Add a permission")
    @ApiResponse(
            responseCode = "201",
            description = "The new permission",
            headers = {@Header(name = "Location"), @Header(name = "ETag")},
            content = @Content(schema = @Schema(implementation = PermissionJson.class)))
    @EntryRefused.Add
    HttpResponse<PermissionJson> add(@Parameter(hidden = true) Caller caller, @Body PermissionJson.Draft draft) {
        return permissions.add(caller, draft.content());
    }

    @Get("/{id}")
    @Permitted("access:read")
    @Operation(summary = "One permission")
    @ApiResponse(responseCode = "200", description = "The permission", headers = @Header(name = "ETag"))
    @EntryRefused.Read
    HttpResponse<PermissionJson> read(String id) {
        return permissions.read(id);
    }

    @Patch("/{id}")
    @Sensitive
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(summary = "Edit a permission: a merge-patch (RFC 7396)")
    @Described.Conditional
    @ApiResponse(
            responseCode = "200",
            description = "The permission as it stands now",
            headers = @Header(name = "ETag"))
    @EntryRefused.Edit
    HttpResponse<PermissionJson> edit(
            @Parameter(hidden = true) Caller caller,
            String id,
            @Parameter(hidden = true) HttpRequest<?> request,
            @Body PermissionJson.Changes changes) {
        return permissions.edit(caller, id, request, changes.edit());
    }

    @Delete("/{id}")
    @Sensitive
    @Operation(summary = "Remove a permission")
    @Described.Conditional
    @ApiResponse(responseCode = "204", description = "It is gone")
    @EntryRefused.Remove
    HttpResponse<Void> remove(
            @Parameter(hidden = true) Caller caller,
            String id,
            @Parameter(description = "Remove it from everything that uses it, too") @QueryValue(defaultValue = "false")
                    boolean force,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return permissions.remove(caller, id, request, force);
    }
}
