package dev.usher.notification;

import dev.usher.kernel.testing.HexagonRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> rules() {
        return HexagonRules.tests("dev.usher.notification");
    }
}
