package io.tandem.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Who runs PostgreSQL's programs, which refuse to run as root. */
enum PostgresAccount {

    /** The user of this process, who is not root. */
    SELF(List.of(), -1),

    /** Root in a user namespace of its own: nobody there, yet it still owns its files. */
    NAMESPACE(List.of("unshare", "--user"), 0),

    /** The user nobody, for machines that forbid root the namespace, as Docker's default profile does. */
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), 65_534);

    @SuppressWarnings("ImmutableEnumChecker") // always List.of
    private final List<String> prefix;

    private final int owner;

    PostgresAccount(List<String> prefix, int owner) {
        this.prefix = prefix;
        this.owner = owner;
    }

    /** The account for this process on this machine. */
    static PostgresAccount detect() {
        boolean root = !System.getProperty("os.name").startsWith("Windows") && new UnixSystem().getUid() == 0;
        if (!root) {
            return SELF;
        }
        return NAMESPACE.works() ? NAMESPACE : NOBODY;
    }

    /** The command as this account runs it. */
    List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /** Gives the folder and all in it to the account, when another one has it. */
    void own(Path folder) throws IOException {
        if (this != SELF && !Files.getAttribute(folder, "unix:uid").equals(owner)) {
            new Program(List.of("chown", "-R", owner + ":" + owner, folder.toString())).require("");
        }
    }

    private boolean works() {
        return new Program(command(List.of("id", "-un"))).succeeds();
    }
}
