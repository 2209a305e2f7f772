package dev.usher.kernel.upload;

import io.swagger.v3.oas.annotations.media.Schema;

/** The form of an upload, for the description of an API only: {@link Uploads} reads it as it arrives. */
@Schema(name = "FileForm")
public record FileForm(
        @Schema(type = "string", format = "binary") String file) {}
