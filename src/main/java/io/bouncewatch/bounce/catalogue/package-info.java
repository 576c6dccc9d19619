/** What codes and reasons mean, in several languages, for people. */
@NullMarked
package io.bouncewatch.bounce.catalogue;

import org.jspecify.annotations.NullMarked;
