/** What a code, a reply, a log line or a bounce message means, for people and as JSON. */
@NullMarked
package io.bouncewatch.explain;

import org.jspecify.annotations.NullMarked;
