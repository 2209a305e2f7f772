/** What administrators see of the ledger. */
@NullMarked
package dev.usher.notification.adapter.in.http;

import org.jspecify.annotations.NullMarked;
