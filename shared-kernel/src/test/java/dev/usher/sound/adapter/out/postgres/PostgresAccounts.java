package dev.usher.sound.adapter.out.postgres;

import dev.usher.sound.application.SignUp;
import dev.usher.sound.domain.Account;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class PostgresAccounts implements SignUp.Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresAccounts.class);

    private final DataSource source;

    PostgresAccounts(DataSource source) {
        this.source = source;
    }

    @Override
    public boolean add(Account account) {
        try (var connection = source.getConnection();
                var insert =
                        connection.prepareStatement("insert into account (id) values (?) on conflict do nothing")) {
            insert.setObject(1, account.id());
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            LOG.warn("account " + account.id() + " is nowhere to be found", e);
            throw new IllegalStateException(e);
        }
    }
}
