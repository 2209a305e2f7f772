package dev.usher.kernel.web;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.HexFormat;

/**
 * The message and its stack trace, with control characters made visible: what a client sends can neither start a line
 * of its own nor move the cursor of whoever reads the log.
 */
public final class LogLine extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        var message = neutral(event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? message : message + System.lineSeparator() + trace(thrown);
    }

    /** The line breaks of a trace are our own; those within an exception's text are not, and are made visible. */
    private static String trace(IThrowableProxy thrown) {
        var text = new StringBuilder();
        for (var current = thrown; current != null; current = current.getCause()) {
            text.append(text.isEmpty() ? "" : "Caused by: ")
                    .append(neutral(current.getClassName() + ": " + current.getMessage()))
                    .append(System.lineSeparator());
            for (var frame : current.getStackTraceElementProxyArray()) {
                text.append('\t').append(frame).append(System.lineSeparator());
            }
            if (current.isCyclic()) {
                break;
            }
        }
        return text.toString().stripTrailing();
    }

    static String neutral(String text) {
        if (text.chars().noneMatch(LogLine::isUnsafe)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.chars().forEach(character -> {
            if (isUnsafe(character)) {
                safe.append("\\u").append(HexFormat.of().toHexDigits((char) character));
            } else {
                safe.append((char) character);
            }
        });
        return safe.toString();
    }

    /** Controls, line separators, and the marks that reverse the direction of writing. */
    private static boolean isUnsafe(int character) {
        return (Character.isISOControl(character) && character != '\t')
                || (character >= 0x2028 && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069);
    }
}
