/**
 * PostgreSQL: transactions, migrations, and what its failures mean. Limits of every wait are those of the data source's
 * defaults: 500 ms for a connection, 1 s to connect, 2 s for a statement, 1 s for a lock, 5 s for any answer.
 */
@NullMarked
package dev.usher.kernel.store;

import org.jspecify.annotations.NullMarked;
