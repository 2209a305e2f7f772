package dev.usher.kernel.problem;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is said to the client. Nothing in it comes from the text of an exception that was not written for clients. */
record Refusal(
        ProblemCode code,
        String detail,
        Map<String, List<String>> headers,
        List<Violation> errors,
        Map<String, Object> members) {

    static Refusal of(ProblemCode code, String detail) {
        return new Refusal(code, detail, Map.of(), List.of(), Map.of());
    }

    static Refusal of(ProblemException refused) {
        return new Refusal(refused.code(), refused.detail(), refused.headers(), List.of(), refused.members());
    }

    static Refusal of(InvalidValue invalid) {
        return invalid(invalid.violations());
    }

    static Refusal invalid(List<Violation> violations) {
        return new Refusal(
                CommonProblem.INVALID, "Some values are not valid, see errors.", Map.of(), violations, Map.of());
    }

    static Refusal malformed(String detail) {
        return of(CommonProblem.MALFORMED_REQUEST, detail);
    }

    static Refusal unavailable(ProblemCode code, Duration retryAfter) {
        return new Refusal(
                code,
                "Something that is needed for this is not available; try again later.",
                Map.of("Retry-After", List.of(RetryAfter.seconds(retryAfter))),
                List.of(),
                Map.of());
    }

    static Refusal internal() {
        return of(CommonProblem.INTERNAL, "The failure has been noted under the trace id.");
    }

    static Refusal ofStatus(int status) {
        var code = CommonProblem.ofStatus(status);
        return code == CommonProblem.UNAVAILABLE || code == CommonProblem.TOO_MANY_REQUESTS
                ? new Refusal(code, code.title() + ".", Map.of("Retry-After", List.of("1")), List.of(), Map.of())
                : of(code, code.title() + ".");
    }
}
