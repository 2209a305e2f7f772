package dev.usher.broken.kernelknowsservice.web;

import dev.usher.broken.otherservice.Invoices;

public final class Links {
    public int count() {
        return Invoices.open();
    }
}
