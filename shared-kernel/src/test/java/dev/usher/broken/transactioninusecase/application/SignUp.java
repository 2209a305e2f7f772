package dev.usher.broken.transactioninusecase.application;

import io.micronaut.transaction.annotation.Transactional;

public class SignUp {
    @Transactional
    public void signUp() {}
}
