package dev.usher.kernel.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times are text (RFC 3339), never a number: that would be seconds to some and milliseconds to others. */
final class TextInstant extends StdScalarDeserializer<Instant> {
    private TextInstant() {
        super(Instant.class);
    }

    /** Registered after the module for java.time, whose own reader it takes the place of. */
    static Module module() {
        return new SimpleModule("usher").addDeserializer(Instant.class, new TextInstant());
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        try {
            return Instant.parse(parser.getText());
        } catch (DateTimeParseException failure) {
            return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "not a time");
        }
    }
}
