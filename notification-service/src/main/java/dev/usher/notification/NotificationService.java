package dev.usher.notification;

import io.micronaut.runtime.Micronaut;

/** Starts the notification service. */
public final class NotificationService {
    private NotificationService() {}

    public static void main(String[] args) {
        Micronaut.run(NotificationService.class, args);
    }
}
