package dev.usher.auth.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.application.KeyRegisterContract;
import dev.usher.auth.application.port.KeyRegister;
import dev.usher.auth.domain.PublishedKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresKeyRegisterTest extends KeyRegisterContract {
    private static final String ENTRIES = "select id from security_event where kind = 'signing-keys-changed'";

    private final AuthApp app = AuthApp.running();
    private final AuthDatabase database = new AuthDatabase(app.database());

    @Override
    protected KeyRegister register() {
        return app.bean(PostgresKeyRegister.class);
    }

    @Test
    void a_new_key_stands_in_the_audit_log_once() {
        var before = database.texts(ENTRIES).size();
        var now = Instant.now();
        var key = new PublishedKey(UUID.randomUUID().toString(), "{}", now, now.plusSeconds(60));
        register().publish(List.of(key), now);
        register().publish(List.of(key.until(now.plusSeconds(90))), now);
        assertThat(database.texts(ENTRIES)).hasSize(before + 1);
    }
}
