package dev.usher.broken.frameworkinvalue.value;

import io.micronaut.core.util.StringUtils;

public record Text(String value) {
    public boolean isEmpty() {
        return StringUtils.isEmpty(value);
    }
}
