package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.SealedSecret;
import dev.usher.auth.domain.SecondFactor;
import dev.usher.kernel.store.Transactions;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/** Second factors in PostgreSQL. The number of changed rows says which of two who use one code was first. */
@Singleton
final class PostgresSecondFactors implements SecondFactors {
    private static final String FIND = """
            select secret, confirmed_at, (select count(*) from recovery_code c where c.user_id = f.user_id) as codes
              from second_factor f where user_id = ?""";

    private static final String BEGIN = """
            insert into second_factor (user_id, secret, created_at)
            select id, ?, ? from account where id = ?
            on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at
             where second_factor.confirmed_at is null""";

    private static final String CONFIRM = """
            update second_factor set confirmed_at = ?, last_step = ?
             where user_id = ? and secret = ? and confirmed_at is null""";

    private static final String USE_STEP =
            "update second_factor set last_step = ? where user_id = ? and confirmed_at is not null and last_step < ?";
    private static final String USE_CODE = """
            delete from recovery_code where user_id = ? and hash = ?
               and exists (select 1 from second_factor f where f.user_id = ? and f.confirmed_at is not null)""";

    private static final String USE_CHALLENGE =
            "insert into used_challenge (id, until) values (?, ?) on conflict do nothing";
    private static final String FORGET_CHALLENGES = "delete from used_challenge where until <= ?";
    private static final String DROP_CODES = "delete from recovery_code where user_id = ?";
    private static final String ADD_CODE = """
            insert into recovery_code (user_id, hash)
            select user_id, ? from second_factor where user_id = ? and confirmed_at is not null""";

    private static final String REMOVE = "delete from second_factor where user_id = ?";

    private final JdbcOperations jdbc;
    private final Transactions transactions;

    PostgresSecondFactors(JdbcOperations jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Optional<SecondFactor> find(AccountId account) {
        return transactions.read(() -> jdbc.prepareStatement(FIND, statement -> {
            bind(statement, account.value());
            return row(statement);
        }));
    }

    private static Optional<SecondFactor> row(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            var confirmed = Optional.ofNullable(rows.getObject("confirmed_at", OffsetDateTime.class));
            return Optional.of(new SecondFactor(
                    new SealedSecret(rows.getString("secret")),
                    confirmed.map(OffsetDateTime::toInstant),
                    rows.getInt("codes")));
        }
    }

    @Override
    public boolean begin(AccountId account, SealedSecret secret, Instant now) {
        return transactions.write(() -> execute(BEGIN, secret.text(), time(now), account.value()) == 1);
    }

    @Override
    public boolean confirm(AccountId account, SealedSecret secret, long step, Collection<String> codes, Instant now) {
        return transactions.write(() -> {
            var confirmed = execute(CONFIRM, time(now), step, account.value(), secret.text()) == 1;
            if (confirmed) {
                replaceCodes(account, codes);
            }
            return confirmed;
        });
    }

    @Override
    public boolean use(AccountId account, Proof proof) {
        return transactions.write(() -> uses(account, proof));
    }

    @Override
    public boolean use(AccountId account, Proof proof, LoginChallenge challenge, Instant now) {
        return transactions.write(() -> {
            execute(FORGET_CHALLENGES, time(now));
            return uses(account, proof) && execute(USE_CHALLENGE, challenge.id(), time(challenge.until())) == 1;
        });
    }

    private boolean uses(AccountId account, Proof proof) {
        var id = account.value();
        return switch (proof) {
            case Proof.Step(var step) -> execute(USE_STEP, step, id, step) == 1;
            case Proof.Recovery(var hash) -> execute(USE_CODE, id, hash, id) == 1;
        };
    }

    @Override
    public void renew(AccountId account, Collection<String> codes) {
        transactions.write(() -> replaceCodes(account, codes));
    }

    private void replaceCodes(AccountId account, Collection<String> codes) {
        execute(DROP_CODES, account.value());
        codes.forEach(code -> execute(ADD_CODE, code, account.value()));
    }

    @Override
    public boolean remove(AccountId account) {
        return transactions.write(() -> {
            execute(DROP_CODES, account.value());
            return execute(REMOVE, account.value()) == 1;
        });
    }

    private int execute(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            bind(statement, values);
            return statement.executeUpdate();
        });
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
