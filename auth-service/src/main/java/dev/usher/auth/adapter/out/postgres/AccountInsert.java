package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.domain.Account;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.Locale;

/** The statement that decides who has an address. Asks the database how many rows it stored; a repository would not. */
@Singleton
final class AccountInsert {
    private static final String SQL = """
            insert into account (id, email, email_key, email_verified, first_name, last_name, locale, roles, status,
                                 epoch, session_epoch, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (email_key) do nothing""";

    private final JdbcOperations jdbc;

    AccountInsert(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False, and nothing is stored, when the address is taken. Waits for another transaction that has just taken it. */
    boolean execute(Account account) {
        return jdbc.prepareStatement(SQL, statement -> {
            var roles = account.roles().stream().sorted().toArray(String[]::new);
            statement.setObject(1, account.id().value());
            statement.setString(2, account.email().given());
            statement.setString(3, account.email().key());
            statement.setBoolean(4, account.emailVerified());
            statement.setString(5, account.name().first());
            statement.setString(6, account.name().last());
            statement.setString(7, account.locale().value());
            statement.setArray(8, statement.getConnection().createArrayOf("text", roles));
            statement.setString(9, account.status().name().toLowerCase(Locale.ROOT));
            statement.setLong(10, account.epoch());
            statement.setLong(11, account.sessionEpoch());
            statement.setObject(12, account.createdAt().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() == 1;
        });
    }
}
