package dev.usher.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.policy.PolicyData.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What 100 000 members cost in memory; what a check costs is measured in {@link PermissionsTimingTest}. */
class PermissionsCostTest {
    private static final int MANY = 100_000;
    private static final int ROLES = 20;

    private final Random random = new Random(1);

    private static UUID user(int number) {
        return new UUID(0x0193_0000_0000_7000L + number * 0x1_0000L, Long.MIN_VALUE + number * 0x9E37_79B9_7F4A_7C15L);
    }

    private Policy filled() {
        var policy = new Policy();
        for (int role = 0; role < ROLES; role++) {
            var permissions = new ArrayList<Permission>();
            for (int permission = 0; permission < 5; permission++) {
                permissions.add(
                        new Permission("things-" + (role * 5 + permission) + ":read", List.of("sample-service")));
            }
            policy.role("role-" + role, permissions, 1);
        }
        policy.settle();
        for (int i = 0; i < MANY; i++) {
            policy.member(user(i), Set.of("customer", "role-" + random.nextInt(ROLES)), 1);
        }
        return policy;
    }

    /** The median of five, because the tests before this one have left threads that take and give memory too. */
    @Test
    void a_member_takes_few_bytes() {
        var policies = new ArrayList<Policy>();
        var bytes = new long[5];
        for (int i = 0; i < bytes.length; i++) {
            long before = used();
            policies.add(filled());
            bytes[i] = (used() - before) / MANY;
        }
        Arrays.sort(bytes);
        System.out.printf("policy: %d bytes a member, %d of them in memory%n", bytes[2], MANY);
        assertThat(policies).allSatisfy(policy -> assertThat(policy.members()).isEqualTo(MANY));
        assertThat(bytes[2]).isBetween(20L, 50L);
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
