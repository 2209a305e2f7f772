package dev.usher.notification.adapter.out.letter;

import dev.usher.notification.NotificationSettings;
import dev.usher.notification.domain.Kind;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ResourceBundle;

/**
 * What all letters say, in all languages: ours, and over them those of the operator's directory. All of them are read
 * before the service starts, and it does not start with one that is not whole.
 */
@Context
final class LetterTexts {
    /** Under which English is found, which everybody gets whose language is not there. */
    private static final Locale FALLBACK = Locale.ROOT;

    private static final Map<String, Locale> OURS =
            Map.of("letters.properties", Locale.ENGLISH, "letters_de.properties", Locale.GERMAN);
    private static final String TIME = "time";
    private static final String USUAL_TIME = "d MMMM uuuu, HH:mm 'UTC'";
    private static final ResourceBundle.Control LOCALES =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Map<Kind, Map<Locale, LetterText>> texts = new EnumMap<>(Kind.class);

    @Inject
    LetterTexts(NotificationSettings settings) {
        this();
        settings.templates().ifPresent(this::add);
    }

    /** Ours alone. */
    LetterTexts() {
        OURS.forEach((name, language) -> add(language, bundled("/letters/" + name)));
    }

    /** @param directory of {@code letters.properties} for English, {@code letters_pt-BR.properties} and so on */
    LetterTexts(Path directory) {
        this();
        add(directory);
    }

    /** In the wanted language, else in the nearest above it (de-AT, de), else in English. */
    LetterText of(Kind kind, String locale) {
        var known = Objects.requireNonNull(texts.get(kind));
        return LOCALES.getCandidateLocales("letters", Locale.forLanguageTag(locale)).stream()
                .filter(known::containsKey)
                .map(known::get)
                .findFirst()
                .orElseThrow();
    }

    private void add(Path directory) {
        try {
            for (var file : LetterFile.in(directory)) {
                add(file);
            }
        } catch (IllegalArgumentException broken) {
            throw new ConfigurationException("MAIL_TEMPLATES_PATH: " + broken.getMessage(), broken);
        }
    }

    private void add(LetterFile file) {
        try {
            add(file.language(), file.read());
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(file.name() + ": " + broken.getMessage(), broken);
        }
    }

    private void add(Locale language, Properties file) {
        var time = time(language, file.getProperty(TIME, USUAL_TIME));
        byKind(file)
                .forEach((kind, lines) -> texts.computeIfAbsent(kind, _ -> new HashMap<>())
                        .put(
                                language.equals(Locale.ENGLISH) ? FALLBACK : language,
                                LetterText.of(kind, language, time, lines)));
    }

    private static Map<Kind, Map<String, String>> byKind(Properties file) {
        var kinds = new EnumMap<Kind, Map<String, String>>(Kind.class);
        for (var name : file.stringPropertyNames()) {
            if (name.equals(TIME)) {
                continue;
            }
            var dot = Math.max(0, name.indexOf('.'));
            var kind = Kind.fromWire(name.substring(0, dot))
                    .orElseThrow(() -> new IllegalArgumentException(name + " is no line of any letter"));
            kinds.computeIfAbsent(kind, _ -> new HashMap<>()).put(name.substring(dot + 1), file.getProperty(name));
        }
        return kinds;
    }

    private static DateTimeFormatter time(Locale language, String pattern) {
        try {
            var time = DateTimeFormatter.ofPattern(pattern, language);
            if (!time.format(Instant.EPOCH.atOffset(ZoneOffset.UTC)).isBlank()) {
                return time;
            }
        } catch (RuntimeException unusable) {
            // Said below.
        }
        throw new IllegalArgumentException("time is no pattern that a time can be written in");
    }

    private static Properties bundled(String name) {
        try (var stream = Objects.requireNonNull(LetterTexts.class.getResourceAsStream(name), name);
                Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var file = new Properties();
            file.load(text);
            return file;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
