package dev.usher.kernel.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.usher.kernel.value.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * The body of every refusal (RFC 9457).
 *
 * @param type {@code urn:usher:problem:<code>}
 * @param traceId 32 hexadecimal digits, the trace-id of W3C Trace Context; the log carries the same
 * @param errors one for each refused field; absent from the body when empty
 * @param members further members, beside the ones named here
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String traceId,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Violation> errors,

        @Schema(hidden = true) @JsonAnyGetter Map<String, Object> members) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemCode code, String detail, String traceId) {
        return of(code, detail, traceId, List.of(), Map.of());
    }

    public static Problem of(
            ProblemCode code, String detail, String traceId, List<Violation> errors, Map<String, Object> members) {
        return new Problem(
                "urn:usher:problem:" + code.code(),
                code.title(),
                code.status(),
                detail,
                code.code(),
                traceId,
                errors,
                members);
    }
}
