/** Teams, pure: the roster a store should have, what is known of its team, and the plan from one to the other. */
@NullMarked
package io.tandem.teams;

import org.jspecify.annotations.NullMarked;
