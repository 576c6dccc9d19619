/** Files that rotate, turned into lines with positions. */
@NullMarked
package io.bouncewatch.source;

import org.jspecify.annotations.NullMarked;
