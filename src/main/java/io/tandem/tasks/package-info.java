/** Tasks, pure: what Commerce and Planner say of each field, the merge of both, and the plan that makes them agree. */
@NullMarked
package io.tandem.tasks;

import org.jspecify.annotations.NullMarked;
