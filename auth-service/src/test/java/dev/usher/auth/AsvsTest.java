package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code asvs.md}: every row that it names is shown by tests that are there. */
class AsvsTest {
    private static final Path SERVICE = Path.of("").toAbsolutePath();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([AE]-\\d+) \\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\|$");
    /** A test class, and one of its methods if the class is about more. */
    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:#(\\w+))?`");
    /** What ASVS 5.0 asks of accounts, credentials, sessions and tokens; the other rows belong to other services. */
    private static final List<String> CONCERNING = List.of(
            "A-18", "A-19", "A-20", "A-21", "A-22", "A-23", "A-25", "A-26", "A-27", "A-28", "A-29", "A-31", "A-35",
            "A-36", "A-41", "A-57", "A-58", "A-59", "A-60", "A-61", "A-62", "A-63", "A-64", "A-65", "A-66", "A-67",
            "A-68", "A-69", "A-70", "A-71", "A-72", "A-73", "A-74", "A-75", "A-76", "A-77", "A-78", "A-79", "A-80",
            "A-81", "A-82", "A-83", "A-84", "A-85", "A-86", "A-87", "A-88", "A-89", "A-90", "A-91", "A-94", "A-95",
            "A-97", "A-99", "A-100", "A-101", "A-102", "A-103", "A-104", "A-105", "A-106", "A-107", "A-108", "A-109",
            "A-110", "A-111", "A-112", "A-113", "A-114", "A-115", "A-120", "A-122", "A-123", "A-125", "A-127", "A-128",
            "A-130", "A-131", "A-133", "A-134", "A-136", "A-137", "E-1", "E-3", "E-8");

    @Test
    void every_row_that_concerns_accounts_is_there_once() {
        assertThat(rows()).extracting(row -> row.group(1)).containsExactlyElementsOf(CONCERNING);
    }

    @Test
    void every_row_is_shown_by_tests_that_exist_or_says_what_is_missing() {
        var sources = testSources();
        assertThat(rows()).allSatisfy(row -> {
            var shown = row.group(3);
            var tests = TEST.matcher(shown).results().toList();
            if (!shown.startsWith("Gap:")) {
                assertThat(tests).as(row.group()).isNotEmpty();
            }
            assertThat(tests).as(row.group()).allMatch(test -> exists(test, sources));
        });
    }

    private static boolean exists(MatchResult test, Map<String, String> sources) {
        var source = sources.get(test.group(1));
        return source != null && (test.group(2) == null || source.contains(" void " + test.group(2) + "("));
    }

    private static List<MatchResult> rows() {
        try {
            return ROW.matcher(Files.readString(SERVICE.resolve("asvs.md")))
                    .results()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** By the name of the class, ours first; some rows are kept by what the services share. */
    private static Map<String, String> testSources() {
        var sources = new TreeMap<String, String>();
        for (var file : files()) {
            try {
                sources.putIfAbsent(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return sources;
    }

    private static List<Path> files() {
        var root = Objects.requireNonNull(SERVICE.getParent());
        var found = new ArrayList<Path>();
        for (var module : List.of("auth-service", "shared-kernel", "profile-service", "deploy/e2e", "deploy/local")) {
            try (Stream<Path> all = Files.walk(root.resolve(module).resolve("src/test"))) {
                all.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return found;
    }
}
