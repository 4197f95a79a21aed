package io.tandem.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Which deeds were chosen, which are done, and whether all was told: each is done once in a data folder. */
final class DeedBook {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private Page page;

    /**
     * What the file holds.
     *
     * @param deeds all of them, in order
     * @param done how many of them are done
     * @param told whether what came of them was told
     */
    private record Page(List<Deed> deeds, int done, boolean told) {}

    private DeedBook(Path file, Page page) {
        this.file = file;
        this.page = page;
    }

    static DeedBook open(Path file) throws IOException {
        Page page = Files.exists(file)
                ? JSON.readValue(Files.readAllBytes(file), Page.class)
                : new Page(List.of(), 0, false);
        return new DeedBook(file, page);
    }

    boolean isEmpty() {
        return page.deeds().isEmpty();
    }

    /** {@return whether nothing is left to do or to tell} */
    boolean isClosed() {
        return page.told();
    }

    List<Deed> deeds() {
        return List.copyOf(page.deeds());
    }

    /** {@return the deeds that are still to be done} */
    List<Deed> open() {
        return List.copyOf(page.deeds().subList(page.done(), page.deeds().size()));
    }

    void choose(List<Deed> deeds) throws IOException {
        write(new Page(new ArrayList<>(deeds), 0, false));
    }

    /** The first of the open ones is done. */
    void tick() throws IOException {
        write(new Page(page.deeds(), page.done() + 1, false));
    }

    void close() throws IOException {
        write(new Page(page.deeds(), page.done(), true));
    }

    private void write(Page next) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.write(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        page = next;
    }
}
