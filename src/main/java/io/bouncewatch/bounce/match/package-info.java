/**
 * Regular expressions over reply texts in time linear in the text: an automaton whose states are
 * worked out when a text first leads to them, as in RE2.
 */
@NullMarked
package io.bouncewatch.bounce.match;

import org.jspecify.annotations.NullMarked;
