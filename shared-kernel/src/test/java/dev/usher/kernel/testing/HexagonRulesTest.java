package dev.usher.kernel.testing;

import static dev.usher.kernel.testing.HexagonRules.contexts;
import static dev.usher.kernel.testing.HexagonRules.hexagon;
import static dev.usher.kernel.testing.HexagonRules.kernel;
import static dev.usher.kernel.testing.HexagonRules.service;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HexagonRulesTest {
    private static final String BROKEN = "dev.usher.broken.";

    /** The package with the crime, and the rules that are to report it. */
    static final Map<String, Set<String>> CRIMES = Map.ofEntries(
            Map.entry("frameworkindomain", Set.of("the domain is plain Java")),
            Map.entry("frameworkinusecase", Set.of("use cases know the domain and their ports, nothing else")),
            Map.entry("ioinusecase", Set.of("the core does no I/O")),
            Map.entry("publicadapter", Set.of("nobody calls an adapter but the framework")),
            Map.entry(
                    "adapterknowsadapter",
                    Set.of("adapters do not know each other", "nobody calls an adapter but the framework")),
            Map.entry(
                    "serviceknowsservice",
                    Set.of(
                            "no service knows another one's code",
                            "use cases know the domain and their ports, nothing else")),
            Map.entry(
                    "transactioninusecase",
                    Set.of(
                            "transactions begin in adapter.out",
                            "use cases know the domain and their ports, nothing else")),
            Map.entry("transactioninlistener", Set.of("transactions begin in adapter.out")),
            Map.entry("statusinstore", Set.of("only adapter.in.http speaks of HTTP statuses")),
            Map.entry("injectedfield", Set.of("constructors are injected, fields never")),
            Map.entry("systemclock", Set.of("time comes from the injected Clock")),
            Map.entry("randomid", Set.of("ids come from Ids")),
            Map.entry("printing", Set.of("only launchers print, and logging goes through SLF4J")),
            Map.entry("joinedsql", Set.of("SQL is a constant with parameters")),
            Map.entry("contexts", Set.of("products imports no other context")));

    static final Map<String, Set<String>> KERNEL_CRIMES = Map.of(
            "kernelknowsservice", Set.of("the kernel knows no service"),
            "frameworkinvalue", Set.of("what a domain may import is plain Java"));

    static final Set<String> SERVICE_PACKAGES = CRIMES.keySet();
    static final Set<String> KERNEL_PACKAGES = KERNEL_CRIMES.keySet();

    private static JavaClasses classes(String root) {
        return new ClassFileImporter()
                .withImportOption(not(CodeRules::isGenerated)::test)
                .importPackages(root);
    }

    private static Stream<ArchRule> serviceRules(String root) {
        return Stream.of(hexagon(root), service(root), contexts(root, "rbac", "products"))
                .flatMap(List::stream);
    }

    /** The names of the rules that find something, without the root they are about. */
    private static Set<String> reported(Stream<ArchRule> rules, String root) {
        var classes = classes(root);
        return rules.filter(
                        rule -> rule.allowEmptyShould(true).evaluate(classes).hasViolation())
                .map(rule -> rule.getDescription().substring(root.length() + 2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @FieldSource("SERVICE_PACKAGES")
    void each_crime_is_reported_by_its_rule_and_by_no_other(String crime) {
        var root = BROKEN + crime;
        assertThat(reported(serviceRules(root), root)).containsExactlyInAnyOrderElementsOf(CRIMES.get(crime));
    }

    @ParameterizedTest
    @FieldSource("KERNEL_PACKAGES")
    void each_crime_of_a_kernel_is_reported_by_its_rule_and_by_no_other(String crime) {
        var root = BROKEN + crime;
        assertThat(reported(kernel(root).stream(), root)).containsExactlyInAnyOrderElementsOf(KERNEL_CRIMES.get(crime));
    }

    @Test
    void no_rule_is_without_a_crime_that_proves_it() {
        var proven = Stream.of(CRIMES, KERNEL_CRIMES)
                .flatMap(crimes -> crimes.values().stream())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        var all = Stream.concat(serviceRules("x"), kernel("x").stream())
                .map(rule -> rule.getDescription().substring("x: ".length()))
                // The same rule for the other context.
                .filter(not("rbac imports no other context"::equals));
        assertThat(proven).containsAll(all.toList());
    }

    @Test
    void every_way_to_the_system_clock_is_seen_and_the_injected_one_is_not() {
        var root = BROKEN + "systemclock";
        var rule = service(root).stream()
                .filter(each -> each.getDescription().endsWith("the injected Clock"))
                .findFirst()
                .orElseThrow();
        assertThat(rule.evaluate(classes(root)).getFailureReport().getDetails()).hasSize(6);
    }

    @Test
    void a_hexagon_in_order_passes_and_no_rule_passes_for_want_of_classes() {
        var root = "dev.usher.sound";
        var classes = classes(root);
        Stream.of(hexagon(root), service(root)).flatMap(List::stream).forEach(rule -> rule.check(classes));
    }

    @Test
    void a_mistyped_root_fails() {
        var classes = classes("dev.usher.sound");
        assertThatThrownBy(() -> hexagon("dev.usher.typo").getFirst().check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }
}
