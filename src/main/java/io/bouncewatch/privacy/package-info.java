/** Takes people's addresses out of what is kept, shown and sent on. */
@NullMarked
package io.bouncewatch.privacy;

import org.jspecify.annotations.NullMarked;
