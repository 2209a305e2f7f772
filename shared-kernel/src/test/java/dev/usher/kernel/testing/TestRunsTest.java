package dev.usher.kernel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunsTest {
    @TempDir
    Path reactor;

    @BeforeEach
    void two_modules() throws IOException {
        Files.createDirectory(reactor.resolve(".mvn"));
        Files.writeString(
                reactor.resolve("pom.xml"), "<modules><module>kernel</module><module>deploy/e2e</module></modules>");
        pom("kernel", "shared-kernel");
        pom("deploy/e2e", "deploy-e2e");
    }

    private void pom(String directory, String artifact) throws IOException {
        Files.createDirectories(reactor.resolve(directory));
        Files.writeString(
                reactor.resolve(directory).resolve("pom.xml"),
                "<project><parent><artifactId>usher</artifactId></parent><artifactId>" + artifact
                        + "</artifactId></project>");
    }

    @Test
    void the_last_module_adds_up_what_all_of_this_build_ran() throws IOException {
        var first = TestRuns.of(reactor.resolve("kernel"));
        var last = TestRuns.of(reactor.resolve("deploy/e2e"));
        first.write(
                new TestRuns.Run(first.module(), 30, 1, 0, List.of("SMTP (GreenMail)", "PostgreSQL 18.6 (embedded)")));
        last.write(new TestRuns.Run(last.module(), 12, 0, 2, List.of("PostgreSQL 18.6 (embedded)")));
        var earlier = Files.readString(reactor.resolve("target/test-runs/deploy-e2e.properties"))
                .replaceFirst("build=.*", "build=earlier");
        Files.writeString(reactor.resolve("target/test-runs/gone.properties"), earlier);

        assertThat(first.isLastModule()).isFalse();
        assertThat(last.isLastModule()).isTrue();
        assertThat(last.total())
                .hasToString(
                        "all 2 modules: 42 tests, 1 FAILED, 2 skipped on PostgreSQL 18.6 (embedded), SMTP (GreenMail)");
    }

    @Test
    void a_module_says_its_own_line() {
        assertThat(new TestRuns.Run("auth-service", 132, 0, 0, List.of("Kafka 4", "Redis 6", "PostgreSQL 18")))
                .hasToString("auth-service: 132 tests on PostgreSQL 18, Redis 6, Kafka 4");
        assertThat(new TestRuns.Run("auth-service", 3, 0, 0, List.of()))
                .hasToString("auth-service: 3 tests, no backend needed");
    }
}
