package dev.usher.catalog.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a call with a thousand questions costs over HTTP, with a hundred thousand members in PostgreSQL. The machine must
 * have nothing else to do, so this has a command of its own (CONTRIBUTING.md) and is not part of the default run.
 */
@Tag("timing")
class ChecksTimingTest {
    private static final int MEMBERS = 100_000;
    private static final int ITEMS = 1_000;
    private static final int CALLS = 500;
    private static final int WARM_UP = 100;

    private final CatalogApp app = CatalogApp.running();
    private final Random random = new Random(1);

    @Test
    void a_thousand_questions_in_one_call() {
        app.execute("""
                insert into person (user_id, version, signed_up)
                select cast('0193f000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as uuid), 1, true
                  from generate_series(0, %d) n""".formatted(MEMBERS - 1));
        app.execute("""
                insert into member (role_id, user_id, created_at)
                select entry.id, cast('0193f000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as uuid), now()
                  from generate_series(0, %d) n
                  join entry on kind = 'role'
                   and name_key = case n %% 10 when 0 then 'seller' else 'customer' end""".formatted(MEMBERS - 1));
        app.execute("analyze person, member, entry, entry_part");
        var http = app.as("admin");
        var millis = new double[CALLS];
        for (int call = -WARM_UP; call < CALLS; call++) {
            var body = Map.of(
                    "checks", Stream.generate(this::question).limit(ITEMS).toList());
            long start = System.nanoTime();
            var answer = http.post("/v1/checks", body);
            if (call >= 0) {
                millis[call] = (System.nanoTime() - start) / 1e6;
            }
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("results")).hasSize(ITEMS);
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "policy: %d questions in one call among %d members: p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d%n",
                ITEMS,
                MEMBERS,
                millis[CALLS / 2],
                millis[CALLS * 99 / 100],
                millis[CALLS - 1],
                CALLS);
        assertThat(millis[CALLS * 99 / 100]).isLessThan(1_000);
    }

    private Map<String, String> question() {
        var user = "0193f000-0000-7000-8000-%012x".formatted(random.nextInt(MEMBERS));
        return random.nextBoolean()
                ? Map.of("user_id", user, "permission", "products:write-own", "service", "catalog-service")
                : Map.of("user_id", user, "permission", "profile:read-own", "service", "profile-service");
    }
}
