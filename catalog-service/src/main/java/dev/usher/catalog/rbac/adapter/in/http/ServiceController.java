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

/** The services of the platform. */
@Controller("/v1/services")
@Permitted("access:write")
@Tag(name = "services")
@SecurityRequirement(name = "bearer")
final class ServiceController {
    private final EntryRoutes.Of<ServiceJson> services;

    ServiceController(EntryRoutes routes) {
        this.services = routes.of(Kind.SERVICE, ServiceJson::from);
    }

    @Get
    @Permitted("access:read")
    @Operation(summary = "Services, a page at a time; sorted by name, created_at or updated_at")
    @Described.Paged
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "Only services whose name contains this, in any case")
    @ApiResponse(responseCode = "200", description = "One page of services")
    @EntryRefused.List
    PageBody<ServiceJson> list(@Parameter(hidden = true) HttpRequest<?> request) {
        return services.list(request);
    }

    @Post
    @Sensitive
    @Operation(summary = "Add a service")
    @ApiResponse(
            responseCode = "201",
            description = "The new service",
            headers = {@Header(name = "Location"), @Header(name = "ETag")},
            content = @Content(schema = @Schema(implementation = ServiceJson.class)))
    @EntryRefused.Add
    HttpResponse<ServiceJson> add(@Parameter(hidden = true) Caller caller, @Body ServiceJson.Draft draft) {
        return services.add(caller, draft.content());
    }

    @Get("/{id}")
    @Permitted("access:read")
    @Operation(summary = "One service")
    @ApiResponse(responseCode = "200", description = "The service", headers = @Header(name = "ETag"))
    @EntryRefused.Read
    HttpResponse<ServiceJson> read(String id) {
        return services.read(id);
    }

    @Patch("/{id}")
    @Sensitive
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(summary = "Edit a service: a merge-patch (RFC 7396)")
    @Described.Conditional
    @ApiResponse(responseCode = "200", description = "The service as it stands now", headers = @Header(name = "ETag"))
    @EntryRefused.Edit
    HttpResponse<ServiceJson> edit(
            @Parameter(hidden = true) Caller caller,
            String id,
            @Parameter(hidden = true) HttpRequest<?> request,
            @Body ServiceJson.Changes changes) {
        return services.edit(caller, id, request, changes.edit());
    }

    @Delete("/{id}")
    @Sensitive
    @Operation(summary = "Remove a service")
    @Described.Conditional
    @ApiResponse(responseCode = "204", description = "It is gone")
    @EntryRefused.Remove
    HttpResponse<Void> remove(
            @Parameter(hidden = true) Caller caller,
            String id,
            @Parameter(description = "Remove it from everything that uses it, too") @QueryValue(defaultValue = "false")
                    boolean force,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return services.remove(caller, id, request, force);
    }
}
