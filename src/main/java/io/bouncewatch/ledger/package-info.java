/** The store of totals and positions, moved forward one commit at a time. */
@NullMarked
package io.bouncewatch.ledger;

import org.jspecify.annotations.NullMarked;
