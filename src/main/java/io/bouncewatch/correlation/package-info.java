/** Joins the lines of one message by queue id; bounded. */
@NullMarked
package io.bouncewatch.correlation;

import org.jspecify.annotations.NullMarked;
