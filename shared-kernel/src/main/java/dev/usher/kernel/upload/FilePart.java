package dev.usher.kernel.upload;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.value.InvalidValue;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a {@code multipart/form-data} body (RFC 7578), read as it arrives: neither the framework nor this
 * class keeps more of it than one buffer. A body with anything else in it is refused. While the content is read, its
 * stream may throw a {@link ProblemException}: 400 when the body is not what it should be.
 *
 * @param mediaType as the client says, untrusted; null when it says none
 * @param fileName as the client says, untrusted, not decoded; null when it says none
 * @param content for one reader; need not be closed
 */
record FilePart(@Nullable String mediaType, @Nullable String fileName, InputStream content) {
    /**
     * Reads up to the beginning of the file. Call it in a method that has no body parameter.
     *
     * @param field the name of its form field
     * @throws ProblemException 400 when the body is no form with one file in that field
     * @throws InvalidValue {@code required} when the form is empty
     */
    static FilePart of(HttpRequest<?> request, String field) {
        if (!(request instanceof ServerHttpRequest<?> server)) {
            throw new IllegalStateException("only the server's own requests have a body to read");
        }
        var boundary = request.getContentType()
                .flatMap(type -> type.getParameters().get("boundary"))
                .orElseThrow(() -> malformed("The Content-Type names no boundary."));
        return of(server.byteBody().toInputStream(), boundary, field);
    }

    static FilePart of(InputStream body, String boundary, String field) {
        var form = new MultipartReader(body, unquoted(boundary));
        if (!form.begin()) {
            throw new InvalidValue(field, "required", "is required");
        }
        var head = form.head();
        var disposition = PartHeader.parse(head.get("content-disposition"));
        if (!disposition.isFormField(field)) {
            throw malformed("The form may hold one file, in the field " + field + ", and nothing else.");
        }
        return new FilePart(head.get("content-type"), disposition.parameter("filename"), form.content());
    }

    private static String unquoted(String boundary) {
        return boundary.length() > 1 && boundary.startsWith("\"") && boundary.endsWith("\"")
                ? boundary.substring(1, boundary.length() - 1)
                : boundary;
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(CommonProblem.MALFORMED_REQUEST, detail);
    }
}
