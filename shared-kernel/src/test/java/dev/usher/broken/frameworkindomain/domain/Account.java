package dev.usher.broken.frameworkindomain.domain;

import io.micronaut.core.util.StringUtils;

public record Account(String email) {
    public boolean isReachable() {
        return StringUtils.isNotEmpty(email);
    }
}
