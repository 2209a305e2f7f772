package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.domain.Name;
import dev.usher.catalog.rbac.domain.Question;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violations;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions and answers about what people may do. */
final class ChecksJson {
    private static final int MAX_CHECKS = 1000;

    private ChecksJson() {}

    @Schema(name = "Checks")
    record Asked(
            @ArraySchema(maxItems = MAX_CHECKS, arraySchema = @Schema(requiredMode = RequiredMode.REQUIRED)) @Nullable
            List<Check> checks) {
        List<Question> questions() {
            if (checks == null) {
                throw new InvalidValue("checks", "required", "is required");
            }
            if (checks.size() > MAX_CHECKS) {
                throw new InvalidValue("checks", "too_long", "must not have more than " + MAX_CHECKS + " items");
            }
            var questions = new ArrayList<Question>();
            for (int i = 0; i < checks.size(); i++) {
                var field = "checks." + i;
                questions.add(Optional.ofNullable(checks.get(i))
                        .orElseThrow(() -> new InvalidValue(field, "required", "is required"))
                        .question(field));
            }
            return questions;
        }
    }

    /** One question; permission and service by name, in any case. */
    @Schema(name = "Check")
    record Check(
            @Schema(type = "string", format = "uuid", requiredMode = RequiredMode.REQUIRED) @Nullable
            String userId,

            @Schema(type = "string", maxLength = 100, requiredMode = RequiredMode.REQUIRED) @Nullable
            String permission,

            @Schema(type = "string", maxLength = 100, requiredMode = RequiredMode.REQUIRED) @Nullable
            String service) {
        private Question question(String field) {
            var check = new Violations();
            var user = check.value(() -> user(field + ".user_id"));
            var permissionName = check.value(() -> new Name(Text.line(field + ".permission", permission, 1, 100)));
            var serviceName = check.value(() -> new Name(Text.line(field + ".service", service, 1, 100)));
            check.orThrow();
            return new Question(user.get(), permissionName.get(), serviceName.get());
        }

        private UUID user(String field) {
            return Optional.ofNullable(userId)
                    .flatMap(Ids::parse)
                    .orElseThrow(() -> new InvalidValue(field, "invalid", "must be an id"));
        }
    }

    @Schema(name = "CheckResults")
    record Results(List<Result> results) {
        static Results from(List<Question.Answer> answers) {
            return new Results(answers.stream().map(Result::from).toList());
        }
    }

    /** One answer. */
    @Schema(name = "CheckResult")
    record Result(
            boolean allowed,

            @Schema(
                    description =
                            "granted; or no-roles, not-granted (no role of theirs has the permission), not-covered"
                                    + " (they have it, but not on this service)")
            String reason) {
        private static Result from(Question.Answer answer) {
            return new Result(
                    answer == Question.Answer.GRANTED,
                    answer.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
