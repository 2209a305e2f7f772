package dev.usher.catalog;

import dev.usher.kernel.testing.HexagonRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    private static final String ROOT = "dev.usher.catalog";

    @TestFactory
    Stream<DynamicTest> rules() {
        return Stream.of(
                        HexagonRules.hexagon(ROOT + ".rbac"),
                        HexagonRules.hexagon(ROOT + ".products"),
                        HexagonRules.contexts(ROOT, "rbac", "products"),
                        HexagonRules.service(ROOT))
                .flatMap(rules -> HexagonRules.tests(ROOT, rules));
    }
}
