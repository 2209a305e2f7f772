/** The mail ledger in PostgreSQL. Claims are arbitrated by row locks, leases run on the database's clock. */
@NullMarked
package dev.usher.notification.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
