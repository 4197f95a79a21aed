package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One version of a plan, a bucket, a task, or the details of one.
 *
 * @param kind what it is
 * @param id Planner id; details have the id of what they belong to
 * @param parent the group of a plan, otherwise the plan
 * @param properties what is stored; counters and the like are computed when shown
 * @param version 1 at first
 * @param touched by property, or {@code property/key} of an open type: when and by whom it last became different
 */
record PlannerObject(
        Kind kind, String id, String parent, ObjectNode properties, int version, Map<String, Stamp> touched) {

    /** What it is, with the name of its type in Graph. */
    enum Kind {
        PLAN("plannerPlan"),
        PLAN_DETAILS("plannerPlanDetails"),
        BUCKET("plannerBucket"),
        TASK("plannerTask"),
        TASK_DETAILS("plannerTaskDetails");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /** The version that a change made, and the id of who made it. */
    record Stamp(int version, String by) {}

    static PlannerObject created(Kind kind, String id, String parent, ObjectNode properties) {
        return new PlannerObject(kind, id, parent, properties, 1, Map.of());
    }

    /** The next version. Stamps that only forgotten versions could ask for are dropped. */
    PlannerObject changed(ObjectNode next, Set<String> paths, String by, int knownVersions) {
        int later = version + 1;
        Map<String, Stamp> stamps = new LinkedHashMap<>();
        touched.forEach((path, stamp) -> {
            if (stamp.version() > later - knownVersions) {
                stamps.put(path, stamp);
            }
        });
        paths.forEach(path -> stamps.put(path, new Stamp(later, by)));
        return new PlannerObject(kind, id, parent, next, later, stamps);
    }

    /** The same in another plan. */
    PlannerObject in(String plan) {
        return new PlannerObject(kind, id, plan, properties, version, touched);
    }
}
