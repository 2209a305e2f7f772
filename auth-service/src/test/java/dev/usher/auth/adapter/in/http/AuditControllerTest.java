package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Person.assertInvalid;
import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.Administrator;
import dev.usher.auth.AuthApp;
import dev.usher.auth.Person;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.testing.Http;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditControllerTest {
    private final AuthApp app = AuthApp.running();

    private Http admin() {
        return Administrator.first(app);
    }

    @Test
    void an_administrator_reads_who_what_when_and_from_where() {
        var person = Person.signUp(app.http());
        var account = new AccountId(UUID.fromString(person.id()));
        var at = Instant.parse("2026-05-04T10:15:30.123Z");
        var event = SecurityEvent.about(SecurityEvent.Kind.RECOVERY_CODE_USED, account, TestAccounts.CLIENT, at);
        app.bean(AuditLog.class).append(event);
        var answer = admin().get("/v1/audit?kind=recovery-code-used&user_id=" + person.id()
                + "&from=2026-05-04T10:15:30.123Z&until=2026-05-04T10:15:31Z&ip=192.0.2.7&sort=created_at");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().get("total").intValue()).isEqualTo(1);
        var item = answer.json().at("/items/0");
        assertThat(item.get("id").textValue()).isEqualTo(event.id().toString());
        assertThat(item.get("kind").textValue()).isEqualTo("recovery-code-used");
        assertThat(item.get("actor_id").isNull()).isTrue();
        assertThat(item.get("user_id").textValue()).isEqualTo(person.id());
        assertThat(item.get("session_id").isNull()).isTrue();
        assertThat(item.get("ip").textValue()).isEqualTo("192.0.2.7");
        assertThat(item.get("user_agent").textValue()).isEqualTo("test/1.0");
        assertThat(item.get("created_at").textValue()).isEqualTo("2026-05-04T10:15:30.123Z");
    }

    @Test
    void nobody_else_does() {
        assertProblem(app.http().get("/v1/audit"), 401, "invalid-token");
        assertProblem(Person.signUp(app.http()).bearer().get("/v1/audit"), 403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource({"kind, nonsense", "user_id, 7", "actor_id, ''", "from, yesterday", "until, 2026-05-04"})
    void a_condition_that_means_nothing_is_refused(String field, String value) {
        assertInvalid(admin().get("/v1/audit?" + field + "=" + value), field + " invalid");
    }
}
