package io.tandem.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port on the loopback address that a server is going to listen on.
 *
 * @param number 0 stands for any free port until {@link #resolved()}
 * @param purpose what listens there, as a user calls it
 * @param option the command-line option that changes it
 */
record Port(int number, String purpose, String option) {

    static Port ofKafka(int number) {
        return new Port(number, "Kafka", "--kafka-port");
    }

    static Port ofPostgres(int number) {
        return new Port(number, "PostgreSQL", "--postgres-port");
    }

    /** A free port of the machine's choice; nothing reserves it, so listen there at once. */
    static int free() {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedException("This machine has no free port on its loopback address.", e);
        }
    }

    /**
     * This port with a number, checked to be free.
     *
     * @throws EmbeddedException when another program listens there
     */
    @SuppressWarnings("try") // to have listened there is all
    Port resolved() {
        if (number == 0) {
            return new Port(free(), purpose, option);
        }
        try (ServerSocket socket = listen(number)) {
            return this;
        } catch (IOException e) {
            throw new EmbeddedException(
                    "Port %d, which Tandem needs for %s, is taken by another program: choose another one with %s."
                            .formatted(number, purpose, option),
                    e);
        }
    }

    @SuppressWarnings("AddressSelection") // the servers listen on IPv4, whatever localhost means here
    private static ServerSocket listen(int number) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // Without it a port whose last connections linger in TIME_WAIT would count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), number));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
