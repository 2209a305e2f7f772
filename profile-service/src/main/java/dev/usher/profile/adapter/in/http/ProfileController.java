package dev.usher.profile.adapter.in.http;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ETags;
import dev.usher.profile.application.EditProfile;
import dev.usher.profile.application.ReadProfile;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.ProfileEdit;
import dev.usher.profile.domain.ProfileField;
import dev.usher.profile.domain.Secret;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** The caller's own profile. Nobody can name another's. */
@Controller("/v1/profile")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "profile")
@SecurityRequirement(name = "bearer")
final class ProfileController {
    private final ReadProfile read;
    private final EditProfile edit;

    ProfileController(ReadProfile read, EditProfile edit) {
        this.read = read;
        this.edit = edit;
    }

    @Get
    @Operation(summary = "The caller's profile")
    @ApiResponse(
            responseCode = "200",
            description = "The profile",
            headers = @Header(name = "ETag", description = "Its version, for If-Match"))
    @Refused.Token
    HttpResponse<ProfileBody> read(@Parameter(hidden = true) Caller caller) {
        return switch (read.readProfile(caller.userId(), token(caller))) {
            case ReadProfile.Result.Found(var profile) -> answer(profile);
            case ReadProfile.Result.TokenRefused() -> throw tokenRefused();
        };
    }

    @Patch
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(summary = "Edit the caller's profile: a merge-patch (RFC 7396)")
    @Described.Conditional
    @ApiResponse(
            responseCode = "200",
            description = "The profile as it stands now",
            headers = @Header(name = "ETag", description = "Its version, for If-Match"))
    @Refused.Token
    @Refused.Body
    @Refused.Stale
    HttpResponse<ProfileBody> edit(
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request,
            @Body ProfilePatch patch) {
        var expected = ETags.ifMatch(request);
        var wish = ProfileEdit.of(patch.wish());
        return switch (edit.editProfile(caller.userId(), token(caller), expected::matches, wish)) {
            case EditProfile.Result.Edited(var profile) -> answer(profile);
            case EditProfile.Result.Stale() ->
                throw new ProblemException(CommonProblem.STALE, "The profile has changed since you read it.");
            case EditProfile.Result.TokenRefused() -> throw tokenRefused();
        };
    }

    private static Secret token(Caller caller) {
        return new Secret(caller.token().reveal());
    }

    private static HttpResponse<ProfileBody> answer(Profile profile) {
        return HttpResponse.ok(ProfileBody.from(profile)).header(HttpHeaders.ETAG, ETags.of(profile.version()));
    }

    private static ProblemException tokenRefused() {
        return new ProblemException(CommonProblem.INVALID_TOKEN, "The token is no longer valid.");
    }

    @Schema(name = "Profile", description = "A person's profile; members without a value are null.")
    record ProfileBody(
            UUID userId,
            @Schema(maxLength = 254) String email,
            @Schema(minLength = 1, maxLength = 100) String firstName,
            @Schema(minLength = 1, maxLength = 100) String lastName,

            @Schema(type = "string", maxLength = 1000, requiredMode = RequiredMode.REQUIRED) @Nullable
            String bio,

            @Schema(
                    type = "string",
                    requiredMode = RequiredMode.REQUIRED,
                    description = "E.164, such as +4915112345678")
            @Nullable
            String phone,

            @Schema(
                    type = "string",
                    requiredMode = RequiredMode.REQUIRED,
                    description = "BCP 47 language tag, such as en-GB")
            @Nullable
            String locale,

            @Schema(
                    type = "string",
                    requiredMode = RequiredMode.REQUIRED,
                    description = "IANA time zone, such as Europe/Berlin")
            @Nullable
            String timeZone,

            @Schema(
                    type = "string",
                    requiredMode = RequiredMode.REQUIRED,
                    description = "Relative to the origin; another one with every upload")
            @Nullable
            String avatarUrl,

            Instant createdAt,
            Instant updatedAt,
            UUID createdBy,
            UUID updatedBy) {
        static ProfileBody from(Profile profile) {
            var data = profile.data();
            var audit = profile.audit();
            return new ProfileBody(
                    profile.userId(),
                    profile.email(),
                    data.firstName(),
                    data.lastName(),
                    data.bio(),
                    data.phone(),
                    data.locale(),
                    data.timeZone(),
                    AvatarController.url(profile.avatar()),
                    audit.createdAt(),
                    audit.updatedAt(),
                    audit.createdBy(),
                    audit.updatedBy());
        }
    }

    /** A merge-patch (RFC 7396): what is absent stays, null removes. Any other member is refused. */
    @Schema(name = "ProfilePatch", description = "A merge-patch: what is absent stays, null removes.")
    record ProfilePatch(
            @Schema(type = "string", minLength = 1, maxLength = 100, requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> firstName,

            @Schema(type = "string", minLength = 1, maxLength = 100, requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> lastName,

            @Schema(
                    types = {"string", "null"},
                    maxLength = 1000,
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> bio,

            @Schema(
                    types = {"string", "null"},
                    pattern = "^\\+[1-9][0-9]{1,14}$",
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> phone,

            @Schema(
                    types = {"string", "null"},
                    maxLength = 35,
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> locale,

            @Schema(
                    types = {"string", "null"},
                    maxLength = 64,
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> timeZone) {
        Map<ProfileField, @Nullable String> wish() {
            var wish = new EnumMap<ProfileField, @Nullable String>(ProfileField.class);
            firstName.ifPresent(value -> wish.put(ProfileField.FIRST_NAME, value));
            lastName.ifPresent(value -> wish.put(ProfileField.LAST_NAME, value));
            bio.ifPresent(value -> wish.put(ProfileField.BIO, value));
            phone.ifPresent(value -> wish.put(ProfileField.PHONE, value));
            locale.ifPresent(value -> wish.put(ProfileField.LOCALE, value));
            timeZone.ifPresent(value -> wish.put(ProfileField.TIME_ZONE, value));
            return wish;
        }
    }
}
