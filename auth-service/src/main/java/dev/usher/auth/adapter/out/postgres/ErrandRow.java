package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.Errand;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.PersonName;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code errand}, but for who is at it. */
@MappedEntity("errand")
record ErrandRow(
        @Id UUID id,
        String kind,
        String email,
        String emailKey,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String locale,
        @Nullable String passwordHash,
        String ip,
        String userAgent,
        Instant askedAt) {
    private static final String FORGOT = "forgot";
    private static final String SIGN_UP = "sign_up";

    static ErrandRow from(Errand errand) {
        return switch (errand) {
            case Errand.Forgot forgot -> of(forgot, FORGOT, null, null, null);
            case Errand.SignUp signUp ->
                of(
                        signUp,
                        SIGN_UP,
                        signUp.name(),
                        signUp.locale().value(),
                        signUp.hash().reveal());
        };
    }

    private static ErrandRow of(
            Errand errand, String kind, @Nullable PersonName name, @Nullable String locale, @Nullable String hash) {
        return new ErrandRow(
                errand.id(),
                kind,
                errand.email().given(),
                errand.email().key(),
                name == null ? null : name.first(),
                name == null ? null : name.last(),
                locale,
                hash,
                errand.client().ip(),
                errand.client().userAgent(),
                errand.askedAt());
    }

    Errand toDomain() {
        var address = EmailAddress.stored(email, emailKey);
        var client = new Client(ip, userAgent);
        return switch (kind) {
            case FORGOT -> new Errand.Forgot(id, address, client, askedAt);
            case SIGN_UP ->
                new Errand.SignUp(
                        id,
                        address,
                        new PersonName(Objects.requireNonNull(firstName), Objects.requireNonNull(lastName)),
                        new LanguageTag(Objects.requireNonNull(locale)),
                        new PasswordHash(Objects.requireNonNull(passwordHash)),
                        client,
                        askedAt);
            default -> throw new IllegalStateException("an errand of kind " + kind);
        };
    }

    @Override
    public String toString() {
        return "ErrandRow[" + id + "]";
    }
}
