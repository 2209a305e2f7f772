package dev.usher.notification.adapter.out.letter;

import dev.usher.notification.domain.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one kind of letter says in one language, filled in. Plain text. */
final class LetterTexts {
    private static final String BUNDLE = "letters.letters";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
    private static final ResourceBundle.Control ROOT_IS_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;
    private final String kind;
    private final Map<String, String> model;

    /** @param locale BCP 47; what is not understood, or has no texts, is English */
    LetterTexts(Kind kind, String locale, Map<String, String> model) {
        this.bundle = ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(locale), ROOT_IS_FALLBACK);
        this.kind = kind.wire();
        this.model = model;
    }

    /** BCP 47 of the texts, not of the wish. */
    String language() {
        var found = bundle.getLocale();
        return found.equals(Locale.ROOT) ? "en" : found.toLanguageTag();
    }

    /** @throws MissingResourceException if this kind says no such thing */
    String get(String name) {
        // One pass: what a person wrote is never searched for placeholders.
        return PLACEHOLDER.matcher(bundle.getString(kind + "." + name)).replaceAll(found -> {
            var value = model.get(found.group(1));
            if (value == null) {
                throw new MissingResourceException("not in the model", Kind.class.getName(), found.group());
            }
            return Matcher.quoteReplacement(spoken(found.group(1), value));
        });
    }

    /** As a person says it: of the model's values those named {@code …_at} are times. */
    private String spoken(String name, String value) {
        return name.endsWith("_at")
                ? DateTimeFormatter.ofPattern(bundle.getString("time"), Locale.forLanguageTag(language()))
                        .format(Instant.parse(value).atOffset(ZoneOffset.UTC))
                : value;
    }

    /** {@code name.1}, {@code name.2} and so on. */
    List<String> all(String name) {
        var texts = new ArrayList<String>();
        for (var number = 1; bundle.containsKey(kind + "." + name + "." + number); number++) {
            texts.add(get(name + "." + number));
        }
        return texts;
    }
}
