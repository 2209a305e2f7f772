package dev.usher.notification.application.port;

import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.Notification;

/**
 * Writes the letter of a notification, in its language or else in English. Whatever stands in the model appears in the
 * letter literally: it is never read as markup or as a template.
 */
public interface Letters {
    /** @throws dev.usher.kernel.value.InvalidValue when the recipient is no address */
    Mail compose(Notification notification);
}
