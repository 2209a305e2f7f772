package dev.usher.e2e;

import java.util.Map;
import java.util.UUID;

/** Somebody who never signed up before. */
public record Person(String email, String password, String firstName, String lastName) {
    public static Person fresh(String kind) {
        var tag = UUID.randomUUID().toString().substring(0, 13);
        return new Person(kind + "-" + tag + "@example.com", "correct-Horse-" + tag, "Ada", "Example");
    }

    public Map<String, String> signUp() {
        return Map.of("email", email, "password", password, "first_name", firstName, "last_name", lastName);
    }

    public Map<String, String> logIn() {
        return Map.of("email", email, "password", password);
    }

    /** The same with another password. */
    public Person with(String next) {
        return new Person(email, next, firstName, lastName);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return email;
    }
}
