package dev.usher.kernel.value;

/**
 * One reason why a value was refused.
 *
 * @param field the member as the client wrote it: snake_case, nested members with dots ({@code price.amount})
 * @param code stable, for programs ({@code required}, {@code too_long})
 * @param message for people; never repeats the refused value
 */
public record Violation(String field, String code, String message) {}
