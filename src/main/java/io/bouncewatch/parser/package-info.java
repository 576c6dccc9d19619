/** Text to attempt: one class a format, one pattern a line shape. */
@NullMarked
package io.bouncewatch.parser;

import org.jspecify.annotations.NullMarked;
