package dev.usher.e2e.rig;

import dev.usher.e2e.rig.Row.Evidence.InSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What the modules' own suites said when they last ran, as Surefire wrote it down. */
final class SuiteReports {
    private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");

    private final Path root;

    /** @param root of the source tree */
    SuiteReports(Path root) {
        this.root = root;
    }

    /** Passed only if there are such tests and all of them passed, in a run later than the last compilation. */
    Verdict of(InSuite wanted) {
        var where = wanted.module() + " " + wanted.testClass();
        try {
            var reports = files(
                    root.resolve(wanted.module()).resolve("target/surefire-reports"),
                    "TEST-*" + wanted.testClass() + ".xml");
            var counts = new Counts();
            for (var report : reports) {
                if (report.getFileName().toString().matches("TEST-(.*\\.)?" + wanted.testClass() + "\\.xml")) {
                    count(report, wanted.methods(), counts);
                }
            }
            if (counts.run == 0) {
                return Verdict.notRun(where + " did not run");
            }
            return counts.failed == 0
                    ? Verdict.passed("%s: %d tests".formatted(where, counts.run))
                    : Verdict.failed("%s: %d of %d tests failed".formatted(where, counts.failed, counts.run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the source tree has such a test, in the class or in the one it extends: a row must not rest on a name. */
    boolean exists(InSuite wanted) {
        return declares(wanted.module(), wanted.testClass(), wanted.methods());
    }

    private boolean declares(String module, String testClass, String methods) {
        try (var files = Files.walk(root.resolve(module).resolve("src/test/java"))) {
            for (var file :
                    files.filter(file -> file.endsWith(testClass + ".java")).toList()) {
                var source = Files.readString(file);
                var parent = PARENT.matcher(source);
                if (source.contains("void " + methods)
                        || (parent.find() && declares(module, parent.group(1), methods))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counts {
        private int run;
        private int failed;
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        var found = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, pattern)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    private static void count(Path report, String prefix, Counts counts) throws IOException {
        var cases = parse(report).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            var test = (Element) cases.item(i);
            if (!test.getAttribute("name").startsWith(prefix)
                    || test.getElementsByTagName("skipped").getLength() > 0) {
                continue;
            }
            counts.run++;
            if (test.getElementsByTagName("failure").getLength()
                            + test.getElementsByTagName("error").getLength()
                    > 0) {
                counts.failed++;
            }
        }
    }

    private static Element parse(Path report) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("no test report: " + report, e);
        }
    }
}
