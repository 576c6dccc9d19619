/** The only user of Micrometer: meters, and the cap on domains. */
@NullMarked
package io.bouncewatch.metrics;

import org.jspecify.annotations.NullMarked;
