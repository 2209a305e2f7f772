package dev.usher.notification.adapter.out.letter;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/** A file of an operator's directory: the texts of one language, of as many kinds of letters as it likes. */
record LetterFile(Path path, Locale language) {
    private static final Pattern NAME = Pattern.compile("letters(?:_([A-Za-z0-9_-]+))?\\.properties");

    /**
     * Hidden files are passed over: mounted configuration has some. Any other that is not understood is an error, since
     * it would never be read.
     *
     * @throws IllegalArgumentException if that is no such directory; the message says why
     */
    static List<LetterFile> in(Path directory) {
        try (var entries = Files.list(directory)) {
            var files = entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(path -> !path.endsWith(LetterPage.FILE))
                    .sorted()
                    .map(LetterFile::of)
                    .toList();
            var languages = new HashSet<Locale>();
            for (var file : files) {
                if (!languages.add(file.language())) {
                    throw new IllegalArgumentException(file.name() + " is of a language that another file is of");
                }
            }
            return files;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("no directory that can be read", unreadable);
        }
    }

    private static LetterFile of(Path path) {
        var name = NAME.matcher(path.getFileName().toString());
        try {
            if (name.matches()) {
                var tag = name.group(1) == null ? "en" : name.group(1).replace('_', '-');
                return new LetterFile(
                        path, new Locale.Builder().setLanguageTag(tag).build());
            }
        } catch (IllformedLocaleException noLanguage) {
            // Said below.
        }
        throw new IllegalArgumentException(
                path.getFileName() + " is none of letters.properties, letters_LANGUAGE.properties and layout.html");
    }

    String name() {
        return path.getFileName().toString();
    }

    /** @throws IllegalArgumentException if it cannot be read as such a file */
    Properties read() {
        var lines = new Properties();
        try {
            lines.load(new StringReader(Files.readString(path, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("cannot be read as text in UTF-8", unreadable);
        }
        return lines;
    }
}
