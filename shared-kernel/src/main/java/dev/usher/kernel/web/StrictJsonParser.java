package dev.usher.kernel.web;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Refuses NUL and halves of surrogate pairs, in names too: PostgreSQL and UTF-8 cannot hold them. */
final class StrictJsonParser extends JsonParserDelegate {
    StrictJsonParser(JsonParser delegate) {
        super(delegate);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        var token = delegate.nextToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
            check(delegate.getText());
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        var token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    /** By way of {@link #nextToken}, so that what is skipped is checked as well. */
    @Override
    public JsonParser skipChildren() throws IOException {
        if (!delegate.isExpectedStartObjectToken() && !delegate.isExpectedStartArrayToken()) {
            return this;
        }
        for (var open = 1; open > 0; ) {
            var token = nextToken();
            if (token == null) {
                return this;
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return this;
    }

    private void check(String text) throws JsonParseException {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == 0 || (Character.isSurrogate(character) && !isPair(text, i))) {
                throw new JsonParseException(this, "a character that no text may have");
            }
            if (Character.isHighSurrogate(character)) {
                i++;
            }
        }
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
