package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.Refused;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the routes of services, permissions and roles refuse, for the description of the API. */
final class EntryRefused {
    private EntryRefused() {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Refused.Token
    @Refused.Role
    @Refused.Query
    @interface List {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @interface Read {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Refused.Token
    @Refused.Role
    @Refused.Body
    @Name
    @interface Add {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Body
    @Refused.Stale
    @Name
    @interface Edit {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Query
    @Refused.Stale
    @ApiResponse(
            responseCode = "409",
            description = "in-use: used_by names what uses it, as kind, id and name, the first 100; built-in: a seeded"
                    + " role stays",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @interface Remove {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.ANNOTATION_TYPE)
    @ApiResponse(
            responseCode = "409",
            description =
                    "name-taken: another one has this name, in whatever case; built-in: a seeded role keeps its name",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @interface Name {}
}
