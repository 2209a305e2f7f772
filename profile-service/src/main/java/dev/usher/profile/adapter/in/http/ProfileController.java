package dev.usher.profile.adapter.in.http;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.token.Caller;
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
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** The caller's own profile. Nobody can name another's. */
@Controller("/v1/profile")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class ProfileController {
    private final ReadProfile read;
    private final EditProfile edit;

    ProfileController(ReadProfile read, EditProfile edit) {
        this.read = read;
        this.edit = edit;
    }

    @Get
    HttpResponse<ProfileBody> read(Caller caller) {
        return switch (read.readProfile(caller.userId(), token(caller))) {
            case ReadProfile.Result.Found(var profile) -> answer(profile);
            case ReadProfile.Result.TokenRefused() -> throw tokenRefused();
        };
    }

    @Patch
    @Consumes({"application/json", "application/merge-patch+json"})
    HttpResponse<ProfileBody> edit(Caller caller, HttpRequest<?> request, @Body ProfilePatch patch) {
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

    record ProfileBody(
            UUID userId,
            String email,
            String firstName,
            String lastName,
            @Nullable String bio,
            @Nullable String phone,
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable String avatarUrl,
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
                    null,
                    audit.createdAt(),
                    audit.updatedAt(),
                    audit.createdBy(),
                    audit.updatedBy());
        }
    }

    /** A merge-patch (RFC 7396): what is absent stays, null removes. Any other member is refused. */
    record ProfilePatch(
            JsonNullable<String> firstName,
            JsonNullable<String> lastName,
            JsonNullable<String> bio,
            JsonNullable<String> phone,
            JsonNullable<String> locale,
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
