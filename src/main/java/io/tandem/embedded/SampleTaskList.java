package io.tandem.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A list of tasks that headquarters start over stores (commerce-contract 3.6).
 *
 * @param process id of the started process, a GUID
 * @param name name of the list
 * @param target its target date, days from today
 * @param tasks what is to be done, in order
 */
record SampleTaskList(String process, String name, int target, List<Task> tasks) {

    /**
     * A task of the list.
     *
     * @param template id of the task in the list, a GUID: the same however often the list is started
     * @param title what is to be done
     * @param offset days from the target date to the day on which it is due
     * @param more notes, contact and links, as events tell them
     */
    record Task(String template, String title, int offset, ObjectNode more) {}

    /** A list before a season: at first one task is overdue, one is due today, two are still to come. */
    static SampleTaskList holidaySeason() {
        ObjectNode photo = SampleEvent.json()
                .put("notes", "Use the winter set.\nSend a photo of each window.")
                .put("contact", "Michael Ellen, 000101");
        photo.putArray("links").add("https://contoso.example/holiday/windows");
        return new SampleTaskList(
                SampleEvent.guid("HOLIDAY-SEASON"),
                "Holiday season preparation",
                5,
                List.of(
                        task("HOLIDAY-SEASON/windows", "Dress the windows", -6, photo),
                        task(
                                "HOLIDAY-SEASON/staffing",
                                "Plan the shifts of the season",
                                -5,
                                SampleEvent.json().put("contact", "Michael Ellen, 000101")),
                        task(
                                "HOLIDAY-SEASON/stock",
                                "Count the gift wrap",
                                -2,
                                SampleEvent.json().put("notes", "Order before noon what is missing.")),
                        task("HOLIDAY-SEASON/signs", "Put up the holiday opening hours", 0, SampleEvent.json())));
    }

    /** The same list every day, each time a process of its own. */
    static SampleTaskList closing(SampleCalendar calendar, int day) {
        return new SampleTaskList(
                SampleEvent.guid("CLOSING-" + calendar.day(day)),
                "Daily closing checklist",
                day,
                List.of(
                        task("CLOSING/till", "Count the till", 0, SampleEvent.json()),
                        task("CLOSING/doors", "Lock the doors and set the alarm", 0, SampleEvent.json()),
                        task("CLOSING/lights", "Switch off the lights of the sales floor", 0, SampleEvent.json())));
    }

    /** {@return id in Commerce of one of its tasks in a store (DESIGN 8)} */
    String taskId(String store, Task task) {
        return process + "/" + store + "/" + task.template();
    }

    /** {@return payload of the event that starts it} */
    ObjectNode started(SampleCalendar calendar, List<String> stores) {
        ObjectNode data =
                SampleEvent.json().put("processId", process).put("name", name).put("targetDate", calendar.day(target));
        ArrayNode over = data.putArray("storeNumbers");
        stores.forEach(over::add);
        ArrayNode told = data.putArray("tasks");
        tasks.forEach(task -> told.addObject()
                .put("key", task.template())
                .put("title", task.title())
                .put("dueOffsetDays", task.offset())
                .setAll(task.more()));
        return data;
    }

    private static Task task(String word, String title, int offset, ObjectNode more) {
        return new Task(SampleEvent.guid(word), title, offset, more);
    }
}
