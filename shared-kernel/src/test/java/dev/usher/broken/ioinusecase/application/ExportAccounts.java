package dev.usher.broken.ioinusecase.application;

import java.nio.file.Path;

public final class ExportAccounts {
    public Path export() {
        return Path.of("accounts.csv");
    }
}
