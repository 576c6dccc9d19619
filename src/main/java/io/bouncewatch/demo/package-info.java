/** A log to look at where there is no mail server. */
@NullMarked
package io.bouncewatch.demo;

import org.jspecify.annotations.NullMarked;
