package dev.usher.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemberTableTest {
    private static final RoleSet A = new RoleSet(Set.of("a"), new BitSet());
    private static final RoleSet B = new RoleSet(Set.of("b"), new BitSet());

    private final MemberTable table = new MemberTable();

    @Test
    void it_holds_what_a_map_would_hold() {
        long seed = System.nanoTime();
        System.out.println("policy: table, seed " + seed);
        var random = new Random(seed);
        var expected = new HashMap<UUID, RoleSet>();
        var users = new UUID[5_000];
        for (int i = 0; i < users.length; i++) {
            // Every other one differs in few bits only, as ids of one moment do.
            users[i] = i % 2 == 0 ? new UUID(7, i) : new UUID(random.nextLong(), random.nextLong());
        }
        for (int i = 0; i < 100_000; i++) {
            var user = users[random.nextInt(1 + i * (users.length - 1) / 100_000)];
            switch (random.nextInt(4)) {
                case 0 -> {
                    table.remove(user);
                    expected.remove(user);
                }
                case 1 -> {
                    table.put(user, RoleSet.NONE, 1);
                    expected.remove(user);
                }
                default -> {
                    var roles = random.nextBoolean() ? A : B;
                    table.put(user, roles, 1);
                    expected.put(user, roles);
                }
            }
            assertThat(table.size()).isEqualTo(expected.size());
        }
        for (var user : users) {
            assertThat(table.get(user).names())
                    .isEqualTo(expected.getOrDefault(user, RoleSet.NONE).names());
        }
        assertThat(table.get(UUID.randomUUID())).isSameAs(RoleSet.NONE);
    }

    @Test
    void those_who_come_and_go_leave_nothing_behind() {
        for (int i = 0; i < 200_000; i++) {
            var user = new UUID(i, i);
            table.put(user, A, 1);
            table.remove(user);
        }
        assertThat(table.slots()).isLessThan(200);
    }

    @Test
    void versions_that_do_not_fit_are_all_the_latest() {
        var user = UUID.randomUUID();
        assertThat(table.isOutdated(user, 1)).isFalse();
        table.put(user, A, Long.MAX_VALUE);
        assertThat(table.isOutdated(user, Integer.MAX_VALUE)).isFalse();
        assertThat(table.isOutdated(user, Integer.MAX_VALUE - 1)).isTrue();
    }

    /** While the table grows under them too. */
    @Test
    void a_reader_sees_nobody_elses_roles_and_nothing_that_was_never_there() throws InterruptedException {
        var always = UUID.randomUUID();
        table.put(always, A, 1);
        var wrong = new AtomicInteger();
        var done = new AtomicBoolean();
        try (var readers = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2; i++) {
                readers.execute(() -> {
                    for (long n = 0; !done.get(); n++) {
                        var other = table.get(new UUID(n % 50_000, 1));
                        if (table.get(always) != A || (other != B && other != RoleSet.NONE && other != RoleSet.GONE)) {
                            wrong.incrementAndGet();
                        }
                    }
                });
            }
            for (int i = 0; i < 200_000; i++) {
                var user = new UUID(i % 50_000, 1);
                if (i / 50_000 % 2 == 0) {
                    table.put(user, B, i);
                } else {
                    table.remove(user);
                }
            }
            done.set(true);
            readers.shutdown();
            assertThat(readers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(wrong.get()).isEqualTo(0);
    }
}
