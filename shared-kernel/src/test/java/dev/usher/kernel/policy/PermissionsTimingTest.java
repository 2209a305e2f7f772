package dev.usher.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.policy.PolicyData.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a check and a member cost, and what they cost jCasbin with the same hundred rules, members and questions. The machine
 * must have nothing else to do, so this has a command of its own (CONTRIBUTING.md) and is not part of the default run.
 */
@Tag("timing")
class PermissionsTimingTest {
    private static final String SERVICE = "sample-service";
    private static final int RULES = 100;
    private static final int RULES_A_ROLE = 5;
    private static final int ROLES = RULES / RULES_A_ROLE;
    private static final int QUESTIONS = 4_096;
    private static final int ROUNDS = 41;
    private static final Duration ROUND = Duration.ofMillis(20);
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final int MOST_NANOS = 100;

    private final Random random = new Random(1);

    private interface Check {
        boolean allowed(int user, int rule);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void a_check_costs_nanoseconds(int members) {
        var users = new UUID[members];
        Arrays.setAll(users, i -> new UUID(0x0193_0000_0000_7000L + i * 0x1_0000L, random.nextLong() | Long.MIN_VALUE));
        var names = Arrays.stream(users).map(UUID::toString).toArray(String[]::new);
        var permissions = new String[RULES];
        Arrays.setAll(permissions, rule -> "things-" + rule + ":read");

        long empty = used();
        var policy = policy(users);
        long ourBytes = used() - empty;
        empty = used();
        var casbin = casbin(names, permissions);
        long itsBytes = used() - empty;

        var feed = new PolicyFeed(new PolicySettings(Duration.ofHours(1)));
        feed.loaded(policy, System.nanoTime());
        var ours = new Permissions(feed, SERVICE);
        Check here = (user, rule) -> ours.allowed(users[user], permissions[rule], SERVICE);
        Check there = (user, rule) -> casbin.enforce(names[user], SERVICE, permissions[rule]);
        var asked = new int[QUESTIONS];
        var about = new int[QUESTIONS];
        Arrays.setAll(asked, i -> random.nextInt(members));
        // Every other one is about a rule of the member's own role.
        Arrays.setAll(
                about,
                i -> i % 2 == 0 ? random.nextInt(RULES) : role(asked[i]) * RULES_A_ROLE + random.nextInt(RULES_A_ROLE));
        for (int i = 0; i < 500; i++) {
            assertThat(here.allowed(asked[i], about[i])).isEqualTo(there.allowed(asked[i], about[i]));
        }

        double our = nanos(here, asked, about, QUESTIONS);
        double its = nanos(there, asked, about, 64);
        System.out.printf(
                Locale.ROOT,
                "policy: %d members, %d rules: a check %.0f ns, jCasbin %.0f ns, ratio %.0f;"
                        + " a member %d bytes, jCasbin %d, ratio %.0f%n",
                members,
                RULES,
                our,
                its,
                its / our,
                ourBytes / members,
                itsBytes / members,
                (double) itsBytes / ourBytes);
        assertThat(our).isLessThanOrEqualTo(MOST_NANOS);
        assertThat(our).isLessThan(its);
        assertThat(policy.members()).isEqualTo(members);
    }

    private static int role(int user) {
        return user % ROLES;
    }

    private static Policy policy(UUID[] users) {
        var policy = new Policy();
        for (int role = 0; role < ROLES; role++) {
            var rules = new ArrayList<Permission>();
            for (int rule = role * RULES_A_ROLE; rule < (role + 1) * RULES_A_ROLE; rule++) {
                rules.add(new Permission("things-" + rule + ":read", List.of(SERVICE)));
            }
            policy.role("role-" + role, rules, 1);
        }
        policy.settle();
        for (int user = 0; user < users.length; user++) {
            policy.member(users[user], Set.of("role-" + role(user)), 1);
        }
        return policy;
    }

    /** Its own model of roles, and its own way to load many. */
    private static Enforcer casbin(String[] users, String[] permissions) {
        var model = new Model();
        model.addDef("r", "r", "sub, obj, act");
        model.addDef("p", "p", "sub, obj, act");
        model.addDef("g", "g", "_, _");
        model.addDef("e", "e", "some(where (p.eft == allow))");
        model.addDef("m", "m", "g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act");
        var enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        var rules = new ArrayList<List<String>>();
        for (int rule = 0; rule < permissions.length; rule++) {
            rules.add(List.of("role-" + rule / RULES_A_ROLE, SERVICE, permissions[rule]));
        }
        enforcer.getModel().addPolicies("p", "p", rules);
        var members = new ArrayList<List<String>>();
        for (int user = 0; user < users.length; user++) {
            members.add(List.of(users[user], "role-" + role(user)));
        }
        enforcer.getModel().addPolicies("g", "g", members);
        enforcer.buildRoleLinks();
        return enforcer;
    }

    /** The median of the rounds, once the compiler has had its time. */
    private static double nanos(Check check, int[] asked, int[] about, int questions) {
        round(check, asked, about, questions, WARM_UP);
        var each = new double[ROUNDS];
        Arrays.setAll(each, any -> round(check, asked, about, questions, ROUND));
        Arrays.sort(each);
        return each[ROUNDS / 2];
    }

    private static double round(Check check, int[] asked, int[] about, int questions, Duration least) {
        long allowed = 0;
        long count = 0;
        long start = System.nanoTime();
        long end = start;
        while (end - start < least.toNanos()) {
            for (int i = 0; i < questions; i++) {
                int at = (int) ((count + i) % asked.length);
                allowed += check.allowed(asked[at], about[at]) ? 1 : 0;
            }
            count += questions;
            end = System.nanoTime();
        }
        assertThat(allowed).isPositive();
        return (double) (end - start) / count;
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
