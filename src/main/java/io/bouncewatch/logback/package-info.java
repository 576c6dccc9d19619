/** The appender that counts bounces in a JVM mail application. */
@NullMarked
package io.bouncewatch.logback;

import org.jspecify.annotations.NullMarked;
