/** The values that flow from one stage to the next; nothing here reads, writes or counts. */
@NullMarked
package io.bouncewatch.event;

import org.jspecify.annotations.NullMarked;
