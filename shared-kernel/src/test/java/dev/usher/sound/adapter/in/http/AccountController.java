package dev.usher.sound.adapter.in.http;

import dev.usher.sound.application.SignUp;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;

final class AccountController {
    private final SignUp signUp;

    AccountController(SignUp signUp) {
        this.signUp = signUp;
    }

    HttpResponse<?> signUp() {
        return HttpResponse.status(signUp.signUp() ? HttpStatus.CREATED : HttpStatus.CONFLICT);
    }

    /** Public for the JSON library, out of reach for everybody else. */
    public record Body(String email) {}
}
