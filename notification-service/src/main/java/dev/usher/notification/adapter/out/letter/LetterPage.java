package dev.usher.notification.adapter.out.letter;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.usher.notification.NotificationSettings;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page around every letter: ours, compiled into the jar, or {@code layout.html} of the operator's directory, a Mustache
 * template. Whatever is put into either is escaped; there is no way to put it in raw.
 */
@Context
final class LetterPage {
    static final String FILE = "layout.html";

    private static final Pattern RAW = Pattern.compile("\\{\\{\\s*[{&=>]|<script", Pattern.CASE_INSENSITIVE);
    private static final String PROBE = "<\"'&>";
    private static final String ESCAPED = "&lt;&quot;&#39;&amp;&gt;";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Optional<Template> own;

    @Inject
    LetterPage(NotificationSettings settings) {
        this(settings.templates());
    }

    /** @throws ConfigurationException if its page is not whole */
    LetterPage(Optional<Path> directory) {
        own = directory.map(path -> path.resolve(FILE)).filter(Files::exists).map(LetterPage::read);
    }

    private static Template read(Path file) {
        try {
            var page = Files.readString(file, StandardCharsets.UTF_8);
            if (RAW.matcher(page).find()) {
                throw new IllegalArgumentException("must not hold scripts, other files or values that are not escaped");
            }
            var template =
                    Mustache.compiler().escapeHTML(true).strictSections(true).compile(page);
            check(template.execute(probe(Map.of("label", PROBE + "label", "url", PROBE + "url"))), "label", "url");
            check(template.execute(probe(false)));
            return template;
        } catch (IOException | MustacheException | IllegalArgumentException unusable) {
            throw new ConfigurationException(
                    "MAIL_TEMPLATES_PATH: " + FILE + ": "
                            + String.valueOf(unusable.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    unusable);
        }
    }

    private static Map<String, Object> probe(Object action) {
        return Map.of(
                "language",
                "en",
                "subject",
                PROBE + "subject",
                "heading",
                PROBE + "heading",
                "paragraphs",
                List.of(PROBE + "first", PROBE + "second"),
                "action",
                action,
                "footer",
                PROBE + "footer");
    }

    /** Whatever a letter says is there, and nothing of it as markup. */
    private static void check(String page, String... more) {
        for (var part : Stream.concat(Stream.of("heading", "first", "second", "footer"), Stream.of(more))
                .toList()) {
            if (!page.contains(ESCAPED + part)) {
                throw new IllegalArgumentException("does not show "
                        + (part.equals("first") || part.equals("second") ? "all paragraphs" : "the " + part));
            }
        }
        if (page.contains(PROBE)) {
            throw new IllegalArgumentException("shows values that are not escaped");
        }
    }

    String of(LetterText text, @Nullable String link) {
        var action = link == null || text.action() == null
                ? Optional.<Map<String, String>>empty()
                : Optional.of(Map.of("label", text.action(), "url", link));
        return own.map(page -> page.execute(
                        values(text, action.<Object>map(known -> known).orElse(false))))
                .orElseGet(() -> ours(text, action));
    }

    private static Map<String, Object> values(LetterText text, Object action) {
        return Map.of(
                "language",
                text.language().toLanguageTag(),
                "subject",
                text.subject(),
                "heading",
                text.heading(),
                "paragraphs",
                text.paragraphs(),
                "action",
                action,
                "footer",
                text.footer());
    }

    private String ours(LetterText text, Optional<Map<String, String>> action) {
        var parameters = new HashMap<>(values(text, false));
        parameters.remove("action");
        action.ifPresent(known -> {
            parameters.put("actionLabel", known.getOrDefault("label", ""));
            parameters.put("actionUrl", known.getOrDefault("url", ""));
        });
        var html = new StringOutput(8192);
        engine.render("letter.jte", parameters, html);
        return html.toString();
    }
}
