package dev.usher.kernel.testing;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class KernelArchitectureTest {
    @TestFactory
    Stream<DynamicTest> rules() {
        return HexagonRules.tests("dev.usher.kernel", HexagonRules.kernel("dev.usher.kernel"));
    }
}
