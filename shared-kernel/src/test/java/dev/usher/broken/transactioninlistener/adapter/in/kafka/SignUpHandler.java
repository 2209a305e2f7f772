package dev.usher.broken.transactioninlistener.adapter.in.kafka;

import dev.usher.kernel.store.Transactions;

final class SignUpHandler {
    void handle(Transactions transactions) {
        transactions.write(() -> {});
    }
}
