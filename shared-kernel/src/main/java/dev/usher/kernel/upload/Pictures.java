package dev.usher.kernel.upload;

import io.micronaut.http.MediaType;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What routes take and give that have to do with pictures, for the description of an API only. */
public final class Pictures {
    private Pictures() {}

    /** The form of an upload; {@link Uploads} reads it as it arrives. */
    @Schema(name = "FileForm")
    public record FileForm(
            @Schema(type = "string", format = "binary") String file) {}

    /** A route that takes one. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = FileForm.class)))
    public @interface Taken {}

    /** A route that answers with one, by {@link StoredFiles#answer}. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @ApiResponse(
            responseCode = "200",
            description = "The picture, JPEG or PNG",
            headers = @Header(name = "ETag", description = "For If-None-Match and If-Match"),
            content = {
                @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "304", description = "It is what If-None-Match names")
    public @interface Given {}
}
