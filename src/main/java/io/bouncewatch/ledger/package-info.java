/** The store of totals, positions, history and events, moved forward one commit at a time. */
@NullMarked
package io.bouncewatch.ledger;

import org.jspecify.annotations.NullMarked;
