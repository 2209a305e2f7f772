package dev.usher.notification.application;

import dev.usher.notification.application.port.Letters;

class PlainLettersTest extends LettersContract {
    @Override
    protected Letters letters() {
        return new PlainLetters();
    }
}
