/** The only user of Javalin; reads, changes nothing. */
@NullMarked
package io.bouncewatch.http;

import org.jspecify.annotations.NullMarked;
