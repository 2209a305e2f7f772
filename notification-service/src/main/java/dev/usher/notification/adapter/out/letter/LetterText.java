package dev.usher.notification.adapter.out.letter;

import dev.usher.notification.domain.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of letter says in one language. Plain text; {@code {name}} stands for a value of the notification's
 * model.
 *
 * @param time how the values named {@code …_at} are written, in UTC
 * @param action what the link is called; null where there is nothing to open
 */
record LetterText(
        Locale language,
        DateTimeFormatter time,
        String subject,
        String heading,
        List<String> paragraphs,
        @Nullable String action,
        String footer) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final String PARAGRAPH = "paragraph.";

    /**
     * Whole and sound, whatever is filled in.
     *
     * @param lines by name
     * @throws IllegalArgumentException if it is not; the message names the line
     */
    static LetterText of(Kind kind, Locale language, DateTimeFormatter time, Map<String, String> lines) {
        return new Reader(kind, new TreeSet<>(lines.keySet()), lines).read(language, time);
    }

    /** Which values a letter of this kind may tell. A token is none: it stands in the link alone. */
    private static Set<String> values(Kind kind) {
        return switch (kind) {
            case WELCOME -> Set.of("first_name");
            case VERIFY_EMAIL, RESET_PASSWORD -> Set.of("expires_at");
            case PASSWORD_CHANGED, ADDRESS_TAKEN, ACCOUNT_DELETED -> Set.of("occurred_at");
            case SESSION_REUSE -> Set.of("occurred_at", "ip");
        };
    }

    /** With the values in their places, each of them once: what a person wrote is never searched for placeholders. */
    LetterText filledWith(Map<String, String> model) {
        return new LetterText(
                language,
                time,
                fill(subject, model),
                fill(heading, model),
                paragraphs.stream().map(paragraph -> fill(paragraph, model)).toList(),
                action == null ? null : fill(action, model),
                fill(footer, model));
    }

    private String fill(String text, Map<String, String> model) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            var value = model.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("not in the model: " + found.group(1));
            }
            return Matcher.quoteReplacement(spoken(found.group(1), value));
        });
    }

    private String spoken(String name, String value) {
        return name.endsWith("_at") ? time.format(Instant.parse(value).atOffset(ZoneOffset.UTC)) : value;
    }

    /** Takes the lines one by one, so that in the end it knows which of them nobody asked for. */
    private record Reader(Kind kind, Set<String> unread, Map<String, String> lines) {
        LetterText read(Locale language, DateTimeFormatter time) {
            var text = new LetterText(
                    language,
                    time,
                    line("subject"),
                    line("heading"),
                    paragraphs(),
                    kind == Kind.ACCOUNT_DELETED ? null : line("action"),
                    line("footer"));
            if (!unread.isEmpty()) {
                throw wrong(unread.iterator().next(), "is no line of this letter");
            }
            return text;
        }

        private List<String> paragraphs() {
            var paragraphs = new ArrayList<String>();
            do {
                paragraphs.add(line(PARAGRAPH + (paragraphs.size() + 1)));
            } while (lines.containsKey(PARAGRAPH + (paragraphs.size() + 1)));
            return List.copyOf(paragraphs);
        }

        private String line(String name) {
            var text = lines.getOrDefault(name, "").strip();
            unread.remove(name);
            if (text.isEmpty()) {
                throw wrong(name, "is missing");
            }
            if (CONTROL.matcher(text).find()) {
                throw wrong(name, "must be one line");
            }
            var known =
                    PLACEHOLDER.matcher(text).replaceAll(found -> values(kind).contains(found.group(1)) ? "" : "{}");
            if (known.indexOf('{') >= 0 || known.indexOf('}') >= 0) {
                throw wrong(name, "may name " + placeholders() + " and nothing else in braces");
            }
            return text;
        }

        private String placeholders() {
            return String.join(
                    ", ",
                    new TreeSet<>(values(kind))
                            .stream().map(name -> "{" + name + "}").toList());
        }

        private IllegalArgumentException wrong(String name, String why) {
            return new IllegalArgumentException(kind.wire() + "." + name + " " + why);
        }
    }
}
