package dev.usher.broken.contexts.products;

import dev.usher.broken.contexts.rbac.Roles;

public record Products(Roles roles) {}
