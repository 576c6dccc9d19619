/** The agent: its configuration, and the pipeline that joins the stages. */
@NullMarked
package io.bouncewatch;

import org.jspecify.annotations.NullMarked;
