package dev.usher.broken.contexts.rbac;

public record Roles(int count) {}
