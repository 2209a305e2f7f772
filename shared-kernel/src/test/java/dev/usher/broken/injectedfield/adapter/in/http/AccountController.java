package dev.usher.broken.injectedfield.adapter.in.http;

import jakarta.inject.Inject;

final class AccountController {
    @Inject
    Object accounts;
}
