/** The commands. */
@NullMarked
package io.bouncewatch.cli;

import org.jspecify.annotations.NullMarked;
