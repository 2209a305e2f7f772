package dev.usher.auth.adapter.in.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.usher.auth.application.ImportAccounts;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.ImportedHash;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PersonName;
import dev.usher.kernel.policy.Permitted;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import dev.usher.kernel.value.Violations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts of another system. */
@Controller("/v1/users/import")
@Permitted("users:import")
@SecurityRequirement(name = "bearer")
@Tag(name = "users")
final class ImportController {
    private static final int MOST = 100;

    private final ImportAccounts importAccounts;
    private final Clients clients;

    ImportController(ImportAccounts importAccounts, Clients clients) {
        this.importAccounts = importAccounts;
        this.clients = clients;
    }

    @Schema(name = "ImportedUser")
    record UserRequest(
            @Schema(type = "string", maxLength = 254, nullable = false, requiredMode = REQUIRED) @Nullable
            String email,

            @Schema(
                    type = "string",
                    nullable = false,
                    requiredMode = REQUIRED,
                    description = "bcrypt: $2a$, $2b$ or $2y$, cost 4 to 16; hashed anew at the next login")
            @Nullable
            SecretText passwordHash,

            @Schema(type = "string", minLength = 1, maxLength = 100, nullable = false, requiredMode = REQUIRED)
            @Nullable
            String firstName,

            @Schema(type = "string", minLength = 1, maxLength = 100, nullable = false, requiredMode = REQUIRED)
            @Nullable
            String lastName,

            @Schema(type = "string", maxLength = 35, requiredMode = NOT_REQUIRED, description = "en if not given")
            @Nullable
            String locale,

            @Schema(type = "boolean", requiredMode = NOT_REQUIRED, description = "false if not given") @Nullable
            Boolean emailVerified) {
        /** What is wrong with it goes to the check. */
        Optional<ImportAccounts.Candidate> candidate(Violations check) {
            var address = check.value(() -> EmailAddress.of(email));
            var hash = check.value(() -> ImportedHash.of(SecretText.orNull(passwordHash)));
            var name = check.value(() -> PersonName.of(firstName, lastName));
            var language = check.value(() -> LanguageTag.of(locale));
            return check.found().isEmpty()
                    ? Optional.of(new ImportAccounts.Candidate(
                            address.get(), hash.get(), name.get(), language.get(), Boolean.TRUE.equals(emailVerified)))
                    : Optional.empty();
        }
    }

    @Schema(name = "Import")
    record ImportRequest(
            @Schema(nullable = false, requiredMode = REQUIRED, description = "1 to 100") @Nullable
            List<@Nullable UserRequest> users) {}

    @Schema(name = "ImportResult")
    record ResultJson(
            @Schema(type = "string", nullable = true, requiredMode = REQUIRED) @Nullable
            String email,

            @Schema(type = "string", pattern = "^(imported|exists|invalid)$")
            String status,

            @Schema(type = "string", format = "uuid", nullable = true, requiredMode = REQUIRED) @Nullable
            UUID id,

            @Schema(description = "What was wrong with it; empty unless it is invalid")
            List<Violation> errors) {}

    @Schema(name = "ImportResults", description = "One for each, in their order.")
    record ResultsJson(List<ResultJson> results) {}

    @Post
    @Operation(
            summary = "Take over accounts of another system, with the hashes of their passwords",
            description =
                    "May be repeated: whose address has an account already keeps it as it is. These people have not"
                            + " signed up just now: there is no user:signup event and no welcome mail, and their profile is made"
                            + " when it is first looked at.")
    @ApiResponse(responseCode = "200", description = "What became of each")
    @Refused.Token
    @Refused.Role
    @Refused.Body
    ResultsJson add(
            @Body ImportRequest body,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var users = Objects.requireNonNullElse(body.users(), List.<@Nullable UserRequest>of());
        if (users.isEmpty() || users.size() > MOST) {
            throw new InvalidValue("users", "size", "must be 1 to " + MOST);
        }
        var by = new ImportAccounts.By(new AccountId(caller.userId()), caller.epoch(), clients.of(request));
        return new ResultsJson(users.stream().map(user -> add(by, user)).toList());
    }

    private ResultJson add(ImportAccounts.By by, @Nullable UserRequest user) {
        if (user == null) {
            throw new InvalidValue("users", "required", "must not hold null");
        }
        // One that does not do must not keep the others out.
        var check = new Violations();
        return user.candidate(check)
                .map(candidate -> result(user.email(), importAccounts.add(by, candidate)))
                .orElseGet(() -> new ResultJson(user.email(), "invalid", null, check.found()));
    }

    private static ResultJson result(@Nullable String email, ImportAccounts.Result result) {
        return switch (result) {
            case ImportAccounts.Result.Imported(var id) -> new ResultJson(email, "imported", id.value(), List.of());
            case ImportAccounts.Result.Exists() -> new ResultJson(email, "exists", null, List.of());
            case ImportAccounts.Result.NoAccount() -> throw DeadToken.problem();
        };
    }
}
