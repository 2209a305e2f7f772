package dev.usher.kernel.upload;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A header field with parameters, as a part of a form has it: {@code form-data; name="file"; filename="a.png"}. Quoted
 * values are taken as they stand: browsers escape quotes and line breaks with per cent signs, and nothing here needs
 * to know the difference.
 */
record PartHeader(String value, Map<String, String> parameters) {
    private static final Pattern PARAMETER =
            Pattern.compile("\\G;[ \\t]*([A-Za-z0-9*_-]{1,40})=(?:\"([^\"]*)\"|([^\\s\";,]+))[ \\t]*");

    static PartHeader parse(@Nullable String text) {
        if (text == null) {
            throw FilePart.malformed("A part of the form has no Content-Disposition.");
        }
        var end = text.indexOf(';');
        var value = (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        var parameters = new HashMap<String, String>();
        if (end >= 0) {
            // A quote may be escaped by a backslash; then it does not end the value.
            var rest = text.substring(end).replace("\\\"", "%22");
            var parameter = PARAMETER.matcher(rest);
            var read = 0;
            while (parameter.find()) {
                var name = parameter.group(1).toLowerCase(Locale.ROOT);
                var content = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
                if (parameters.put(name, content) != null) {
                    throw FilePart.malformed("A parameter of a part stands there twice.");
                }
                read = parameter.end();
            }
            if (read != rest.length()) {
                throw FilePart.malformed("The Content-Disposition of a part cannot be read.");
            }
        }
        return new PartHeader(value, parameters);
    }

    boolean isFormField(String name) {
        return value.equals("form-data") && name.equals(parameters.get("name"));
    }

    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }
}
