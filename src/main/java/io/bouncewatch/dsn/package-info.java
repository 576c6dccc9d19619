/** Bounce messages: delivery status notifications (RFC 3464) and what came before them. */
@NullMarked
package io.bouncewatch.dsn;

import org.jspecify.annotations.NullMarked;
