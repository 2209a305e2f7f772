package dev.usher.broken.frameworkinusecase.application;

import io.micronaut.core.util.StringUtils;

public final class SignUp {
    public boolean signUp(String email) {
        return StringUtils.isNotEmpty(email);
    }
}
