package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Accounts.Credential;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.PersonName;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** A row of the table {@code account} with its one row of {@code credential}. */
@MappedEntity("account")
record AccountRow(
        @Id UUID id,
        String email,
        String emailKey,
        boolean emailVerified,
        String firstName,
        String lastName,
        String locale,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> roles,
        String status,
        long epoch,
        long sessionEpoch,
        Instant createdAt,
        String passwordHash) {
    /** What nobody's account is called. */
    static final UUID NOBODY = new UUID(0, 0);

    Account toDomain() {
        return new Account(
                new AccountId(id),
                EmailAddress.stored(email, emailKey),
                emailVerified,
                new PersonName(firstName, lastName),
                new LanguageTag(locale),
                Set.copyOf(roles),
                Account.Status.valueOf(status.toUpperCase(Locale.ROOT)),
                epoch,
                sessionEpoch,
                createdAt);
    }

    /** Of a row of the table {@code account} alone. */
    static Account account(ResultSet row) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                EmailAddress.stored(row.getString("email"), row.getString("email_key")),
                row.getBoolean("email_verified"),
                new PersonName(row.getString("first_name"), row.getString("last_name")),
                new LanguageTag(row.getString("locale")),
                Set.of((String[]) row.getArray("roles").getArray()),
                Account.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getLong("epoch"),
                row.getLong("session_epoch"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    Credential toCredential() {
        return new Credential(toDomain(), new PasswordHash(passwordHash));
    }

    @Override
    public String toString() {
        return "AccountRow[" + id + "]";
    }
}
