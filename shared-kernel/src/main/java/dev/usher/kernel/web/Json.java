package dev.usher.kernel.web;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.openapitools.jackson.nullable.JsonNullableModule;

/**
 * How JSON is read and written: snake_case, times as RFC 3339 text, members without a value present as {@code null}.
 * Reading takes a value only in its own JSON type: no number for a text, no text for a number, no {@code 1.0} for an
 * integer, no bare element for an array. It refuses duplicate members, more than one value, anything but UTF-8 without
 * a byte order mark, NUL and halves of surrogate pairs, and more than {@value #MAX_DEPTH} levels.
 */
public final class Json {
    public static final int MAX_DEPTH = 32;
    /** In characters; requests are limited in bytes long before. */
    public static final int MAX_DOCUMENT = 8 * 1024 * 1024;

    private static final int MAX_STRING = 1024 * 1024;
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 100;

    private static final ObjectMapper STRICT = mapper(true);
    private static final ObjectMapper EVENTS = mapper(false);

    private Json() {}

    /** For requests and answers: an unknown member is refused. Shared; must not be reconfigured. */
    public static ObjectMapper strict() {
        return STRICT;
    }

    /** For what other services publish: unknown members are skipped, so that publishers may add some. */
    public static ObjectMapper events() {
        return EVENTS;
    }

    private static ObjectMapper mapper(boolean refuseUnknown) {
        var factory = new StrictJsonFactory(new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .maxDocumentLength(MAX_DOCUMENT)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION));
        return JsonMapper.builder(factory)
                .addModules(new Jdk8Module(), new JavaTimeModule(), new JsonNullableModule(), TextInstant.module())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, refuseUnknown)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                        DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS,
                        DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                        DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .withCoercionConfigDefaults(
                        coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                                // An empty text is a text.
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert))
                .build();
    }
}
