package dev.usher.broken.printing.application;

public final class SignUp {
    public void signUp(String email) {
        System.out.println(email);
    }
}
