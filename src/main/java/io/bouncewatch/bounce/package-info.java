/** What a refusal means: providers, rules, the classifier. */
@NullMarked
package io.bouncewatch.bounce;

import org.jspecify.annotations.NullMarked;
