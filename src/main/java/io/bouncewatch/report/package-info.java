/** The whole picture of some logs at once, without a store. */
@NullMarked
package io.bouncewatch.report;

import org.jspecify.annotations.NullMarked;
