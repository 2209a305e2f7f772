package dev.usher.kernel.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.usher.kernel.value.Violation;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.codec.CodecException;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.UriSyntaxException;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.validation.ConstraintViolationException;
import java.io.EOFException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requests of which a part could not be read. */
final class Unreadable {
    /** What the framework says when a connection ends within a body. */
    private static final String GONE = "Connection closed before full body was received";

    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,64}");

    private Unreadable() {}

    /** Null when this throwable is not about reading a request. */
    static @Nullable Refusal refusal(HttpRequest<?> request, Throwable cause) {
        return switch (cause) {
            case JsonProcessingException json -> Refusal.malformed(describe(json));
            case ConversionErrorException conversion -> {
                // What the value object or the JSON reader had to say is further down the causes.
                var deeper = conversion.getCause();
                yield deeper instanceof CodecException
                                || deeper instanceof JsonSyntaxException
                                || deeper instanceof JsonProcessingException
                        ? null
                        : unconvertible(request, conversion.getArgument(), "invalid");
            }
            case ConstraintViolationException constraints -> Refusal.invalid(Constraints.violations(constraints));
            case UnsatisfiedRouteException missing -> unconvertible(request, missing.getArgument(), "required");
            case CodecException codec ->
                codec.getCause() == null ? Refusal.malformed("The body cannot be read.") : null;
            case ContentLengthExceededException _, BufferLengthExceededException _ ->
                Refusal.ofStatus(CommonProblem.TOO_LARGE.status());
            case UriSyntaxException _, java.net.URISyntaxException _ ->
                Refusal.malformed("The address of the request is malformed.");
            // The client has gone, or has been cut off; nobody hears this.
            case EOFException gone
            when GONE.equals(gone.getMessage()) -> Refusal.malformed("The body ended too early.");
            default -> null;
        };
    }

    private static Refusal unconvertible(HttpRequest<?> request, Argument<?> argument, String code) {
        var name = argument.getName();
        var inPath = RouteAttributes.getRouteMatch(request)
                .map(match -> match.getVariableValues().containsKey(name))
                .orElse(false);
        if (inPath) {
            // An identifier that cannot be one identifies nothing.
            return Refusal.ofStatus(CommonProblem.NOT_FOUND.status());
        }
        if (argument.getAnnotationMetadata().hasAnnotation(QueryValue.class)) {
            var field = argument.getAnnotationMetadata()
                    .stringValue(QueryValue.class)
                    .filter(text -> !text.isEmpty())
                    .orElse(name);
            return Refusal.invalid(
                    List.of(new Violation(field, code, code.equals("required") ? "is required" : "cannot be read")));
        }
        return Refusal.malformed("The request lacks a part, or a part of it cannot be read.");
    }

    /** Without the exception's text: that quotes the input, which may hold a password, and names classes. */
    private static String describe(JsonProcessingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return "The body has an unknown member" + quote(unknown.getPropertyName()) + ".";
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return "The body's member" + quote(path(mapping))
                    + " has the wrong JSON type, or a value that no such member can have.";
        }
        return "The body is not valid JSON, or not of the expected shape.";
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String quote(String name) {
        return PRINTABLE.matcher(name).matches() ? " \"" + name + "\"" : "";
    }
}
