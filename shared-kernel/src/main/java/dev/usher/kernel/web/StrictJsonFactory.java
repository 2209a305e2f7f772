package dev.usher.kernel.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads bytes as UTF-8 and as nothing else. Jackson alone would guess UTF-16 and UTF-32, skip a byte order mark, and
 * let ill-formed sequences and escaped halves of surrogate pairs through (RFC 8259 §8).
 */
final class StrictJsonFactory extends JsonFactory {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    StrictJsonFactory(JsonFactoryBuilder builder) {
        super(builder);
    }

    private StrictJsonFactory(StrictJsonFactory source) {
        super(source, null);
    }

    @Override
    public JsonFactory copy() {
        return new StrictJsonFactory(this);
    }

    @Override
    public JsonParser createParser(byte[] bytes) throws IOException {
        return createParser(bytes, 0, bytes.length);
    }

    @Override
    public JsonParser createParser(byte[] bytes, int offset, int length) throws IOException {
        var text = decode(bytes, offset, length);
        return new StrictJsonParser(
                super.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining()));
    }

    @Override
    public JsonParser createParser(InputStream in) throws IOException {
        try (in) {
            // One more than allowed, so that the limit below still speaks.
            return createParser(in.readNBytes(Json.MAX_DOCUMENT + 1));
        }
    }

    @Override
    public JsonParser createParser(String text) throws IOException {
        return new StrictJsonParser(super.createParser(text));
    }

    private static CharBuffer decode(byte[] bytes, int offset, int length) throws JsonParseException {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length));
            if (text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK) {
                throw new JsonParseException("byte order mark");
            }
            return text;
        } catch (CharacterCodingException failure) {
            throw new JsonParseException(null, "not UTF-8", failure);
        }
    }
}
