package dev.usher.broken.serviceknowsservice.application;

import dev.usher.broken.otherservice.Invoices;

public final class SignUp {
    public int signUp() {
        return Invoices.open();
    }
}
