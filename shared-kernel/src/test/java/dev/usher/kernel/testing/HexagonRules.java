package dev.usher.kernel.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The architecture, as rules over the compiled classes. They allow rather than forbid, so that what nobody thought of
 * fails; each of them has been seen to fail, on a package under {@code dev.usher.broken} that does the one forbidden thing.
 */
public final class HexagonRules {
    private static final String PLATFORM = "dev.usher..";
    private static final String KERNEL = "dev.usher.kernel";
    private static final String VALUE = KERNEL + ".value";
    private static final String NULLNESS = "org.jspecify.annotations";

    private HexagonRules() {}

    /** One hexagon: {@code root.domain}, {@code root.application}, {@code root.adapter.in.*} and {@code .out.*}. */
    public static List<ArchRule> hexagon(String root) {
        var domain = root + ".domain..";
        var application = root + ".application..";
        return List.of(
                classes()
                        .that()
                        .resideInAPackage(domain)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", NULLNESS, VALUE, domain)
                        .as(root + ": the domain is plain Java"),
                classes()
                        .that()
                        .resideInAPackage(application)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", NULLNESS, VALUE, domain, application)
                        .as(root + ": use cases know the domain and their ports, nothing else"),
                noClasses()
                        .that()
                        .resideInAnyPackage(domain, application)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                "java.sql..", "java.nio.file..", "java.net.http..", "java.util.logging.."))
                        .as(root + ": the core does no I/O"),
                classes()
                        .that()
                        .resideInAPackage(root + ".adapter..")
                        .and()
                        .areTopLevelClasses()
                        .should()
                        .notBePublic()
                        .as(root + ": nobody calls an adapter but the framework"),
                slices().matching(root + ".adapter.(*).(*)..")
                        .should()
                        .notDependOnEachOther()
                        .as(root + ": adapters do not know each other"));
    }

    /** What holds in all of a service, however many hexagons it has. */
    public static List<ArchRule> service(String root) {
        var all = root + "..";
        return Stream.concat(
                        Stream.of(
                                noClasses()
                                        .that()
                                        .resideInAPackage(all)
                                        .should()
                                        .dependOnClassesThat(resideInAPackage(PLATFORM)
                                                .and(resideOutsideOfPackages(all, KERNEL + "..")))
                                        .as(root + ": no service knows another one's code"),
                                noClasses()
                                        .that()
                                        .resideInAPackage(all)
                                        .and()
                                        .resideOutsideOfPackage(root + "..adapter.out..")
                                        .should()
                                        .dependOnClassesThat(transactional())
                                        .as(root + ": transactions begin in adapter.out"),
                                noClasses()
                                        .that()
                                        .resideInAPackage(all)
                                        .and()
                                        .resideOutsideOfPackage(root + "..adapter.in.http..")
                                        .should()
                                        .dependOnClassesThat(named(
                                                "io.micronaut.http.HttpStatus",
                                                "io.micronaut.http.HttpResponse",
                                                "io.micronaut.http.MutableHttpResponse"))
                                        .as(root + ": only adapter.in.http speaks of HTTP statuses")),
                        everywhere(root).stream())
                .toList();
    }

    /** Bounded contexts of one service that never import each other. */
    public static List<ArchRule> contexts(String root, String... names) {
        return Stream.of(names)
                .<ArchRule>map(name -> noClasses()
                        .that()
                        .resideInAPackage(root + "." + name + "..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(Stream.of(names)
                                .filter(other -> !other.equals(name))
                                .map(other -> root + "." + other + "..")
                                .toArray(String[]::new)))
                        .as(root + ": " + name + " imports no other context"))
                .toList();
    }

    /** The shared kernel: technical code that knows no service. */
    public static List<ArchRule> kernel(String root) {
        return Stream.concat(
                        Stream.of(
                                noClasses()
                                        .that()
                                        .resideInAPackage(root + "..")
                                        .should()
                                        .dependOnClassesThat(
                                                resideInAPackage(PLATFORM).and(resideOutsideOfPackages(root + "..")))
                                        .as(root + ": the kernel knows no service"),
                                classes()
                                        .that()
                                        .resideInAPackage(root + ".value..")
                                        .should()
                                        .onlyDependOnClassesThat()
                                        .resideInAnyPackage(
                                                "java..", NULLNESS, root + ".value..", "com.github.f4b6a3..")
                                        .as(root + ": what a domain may import is plain Java")),
                        everywhere(root).stream())
                .toList();
    }

    private static List<ArchRule> everywhere(String root) {
        var all = root + "..";
        return List.of(
                classes()
                        .that()
                        .resideInAPackage(all)
                        .should(CodeRules.NOT_INJECT_FIELDS)
                        .as(root + ": constructors are injected, fields never"),
                classes()
                        .that()
                        .resideInAPackage(all)
                        .should(CodeRules.ASK_THE_INJECTED_CLOCK)
                        .as(root + ": time comes from the injected Clock"),
                classes()
                        .that()
                        .resideInAPackage(all)
                        .should(CodeRules.NOT_DRAW_RANDOM_UUIDS)
                        .as(root + ": ids come from Ids"),
                classes()
                        .that()
                        .resideInAPackage(all)
                        .should(CodeRules.LOG_AND_NOT_PRINT)
                        .as(root + ": only launchers print, and logging goes through SLF4J"),
                classes()
                        .that()
                        .resideInAPackage(all)
                        .should(CodeRules.NOT_JOIN_SQL)
                        .as(root + ": SQL is a constant with parameters"));
    }

    private static DescribedPredicate<JavaClass> transactional() {
        return resideInAnyPackage(
                        "io.micronaut.transaction..", "io.micronaut.data.connection..", "jakarta.transaction..")
                .or(named("dev.usher.kernel.store.Transactions"));
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        return DescribedPredicate.describe(
                "are " + String.join(", ", names), type -> List.of(names).contains(type.getFullName()));
    }

    /** The main classes below a package, without what the framework generated. */
    public static JavaClasses mainClasses(String root) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !CodeRules.isGenerated(location))
                .importPackages(root);
    }

    /** A service that is one hexagon: one test for each rule, for a {@code @TestFactory}. */
    public static Stream<DynamicTest> tests(String root) {
        return Stream.concat(tests(root, hexagon(root)), tests(root, service(root)));
    }

    /** One test for each rule, over the main classes below the root. */
    public static Stream<DynamicTest> tests(String root, List<ArchRule> rules) {
        var classes = mainClasses(root);
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }
}
