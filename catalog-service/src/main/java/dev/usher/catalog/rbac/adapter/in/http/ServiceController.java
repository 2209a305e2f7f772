package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.application.AddService;
import dev.usher.catalog.rbac.application.EditService;
import dev.usher.catalog.rbac.application.port.Services;
import dev.usher.catalog.rbac.domain.Service;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.Text;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ETags;
import dev.usher.kernel.web.ListQuery;
import dev.usher.kernel.web.PageBody;
import dev.usher.kernel.web.Sensitive;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Set;
import java.util.UUID;

/** The services of the platform: super-admins write, admins read. */
@Controller("/v1/services")
@Secured("super-admin")
@Tag(name = "services")
@SecurityRequirement(name = "bearer")
final class ServiceController {
    private static final String PATH = "/v1/services/";
    private static final String NAME = "name";

    private final AddService add;
    private final EditService edit;
    private final Services services;

    ServiceController(AddService add, EditService edit, Services services) {
        this.add = add;
        this.edit = edit;
        this.services = services;
    }

    @Get
    @Secured({"admin", "super-admin"})
    @Operation(summary = "Services, a page at a time; sorted by name, created_at or updated_at")
    @Described.Paged
    @Parameter(name = NAME, in = ParameterIn.QUERY, description = "Only services whose name contains this, in any case")
    @ApiResponse(responseCode = "200", description = "One page of services")
    @Refused.Token
    @Refused.Role
    @Refused.Query
    PageBody<ServiceJson> list(@Parameter(hidden = true) HttpRequest<?> request) {
        var query = ListQuery.of(request, Services.SORTS, Set.of(NAME));
        var nameContains = query.filter(NAME).map(part -> Text.line(NAME, part, 0, 100));
        return PageBody.from(services.list(nameContains, query.page()), query.page(), ServiceJson::from);
    }

    @Post
    @Sensitive
    @Operation(summary = "Add a service")
    @ApiResponse(
            responseCode = "201",
            description = "The new service",
            headers = {@Header(name = "Location"), @Header(name = "ETag")},
            content = @Content(schema = @Schema(implementation = ServiceJson.class)))
    @Refused.Token
    @Refused.Role
    @Refused.Body
    @NameTaken
    HttpResponse<ServiceJson> add(@Parameter(hidden = true) Caller caller, @Body ServiceJson.Draft draft) {
        return switch (add.addService(draft.text(), caller.userId())) {
            case AddService.Result.Added(var service) ->
                answer(HttpResponse.created(URI.create(PATH + service.id())), service);
            case AddService.Result.NameTaken() -> throw nameTaken();
        };
    }

    @Get("/{id}")
    @Secured({"admin", "super-admin"})
    @Operation(summary = "One service")
    @ApiResponse(responseCode = "200", description = "The service", headers = @Header(name = "ETag"))
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    HttpResponse<ServiceJson> read(String id) {
        var service = services.find(id(id)).orElseThrow(ServiceController::missing);
        return answer(HttpResponse.ok(), service);
    }

    @Patch("/{id}")
    @Sensitive
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(summary = "Edit a service: a merge-patch (RFC 7396)")
    @Described.Conditional
    @ApiResponse(responseCode = "200", description = "The service as it stands now", headers = @Header(name = "ETag"))
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Body
    @Refused.Stale
    @NameTaken
    HttpResponse<ServiceJson> edit(
            @Parameter(hidden = true) Caller caller,
            String id,
            @Parameter(hidden = true) HttpRequest<?> request,
            @Body ServiceJson.Changes changes) {
        var expected = ETags.ifMatch(request);
        return switch (edit.editService(id(id), expected::matches, changes.edit(), caller.userId())) {
            case Services.Edit.Done(var service) -> answer(HttpResponse.ok(), service);
            case Services.Edit.NameTaken() -> throw nameTaken();
            case Services.Edit.Stale() -> throw stale();
            case Services.Edit.Missing() -> throw missing();
        };
    }

    @Delete("/{id}")
    @Sensitive
    @Operation(summary = "Remove a service")
    @Described.Conditional
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Stale
    HttpResponse<Void> remove(String id, @Parameter(hidden = true) HttpRequest<?> request) {
        return switch (services.remove(id(id), ETags.ifMatch(request)::matches)) {
            case DONE -> HttpResponse.noContent();
            case STALE -> throw stale();
            case MISSING -> throw missing();
        };
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(ServiceController::missing);
    }

    private static HttpResponse<ServiceJson> answer(MutableHttpResponse<ServiceJson> response, Service service) {
        return response.body(ServiceJson.from(service)).header(HttpHeaders.ETAG, ETags.of(service.version()));
    }

    private static ProblemException nameTaken() {
        return new ProblemException(RbacProblem.NAME_TAKEN, "Another service has this name.");
    }

    private static ProblemException stale() {
        return new ProblemException(CommonProblem.STALE, "The service has changed since you read it.");
    }

    private static ProblemException missing() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such service.");
    }

    @ApiResponse(
            responseCode = "409",
            description = "name-taken: another one has this name, in whatever case",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @interface NameTaken {}
}
