package io.tandem.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The settings of the embedded PostgreSQL, written anew at every start.
 *
 * <p>Durable as any server ({@code fsync} and {@code synchronous_commit} stay on), but with little memory and few
 * processes, and without the means of replication that one machine does not need.
 *
 * @param port where it listens, on the loopback address
 * @param logs folder of its log files, one a weekday, each overwritten a week later
 */
record PostgresConfiguration(int port, Path logs) {

    @SuppressWarnings("InlineFormatString") // too long to stand inside the method
    private static final String TEMPLATE = """
            # Written by Tandem at every start.
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 400

            shared_buffers = 32MB
            work_mem = 4MB
            maintenance_work_mem = 32MB
            jit = off
            max_parallel_workers_per_gather = 0
            max_worker_processes = 2
            max_logical_replication_workers = 0
            autovacuum_max_workers = 1

            wal_level = minimal
            max_wal_senders = 0
            min_wal_size = 64MB
            max_wal_size = 256MB
            checkpoint_timeout = 15min

            logging_collector = on
            log_directory = '%s'
            log_filename = 'postgres-%%a.log'
            log_file_mode = 0644
            log_rotation_age = 1d
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_min_messages = warning
            log_checkpoints = off
            log_timezone = 'UTC'

            timezone = 'UTC'
            datestyle = 'iso'
            lc_messages = 'C'
            lc_monetary = 'C'
            lc_numeric = 'C'
            lc_time = 'C'
            default_text_search_config = 'pg_catalog.english'
            """;

    void writeTo(Path cluster) throws IOException {
        String folder = logs.toString().replace("'", "''");
        Files.writeString(cluster.resolve("postgresql.conf"), TEMPLATE.formatted(port, folder));
    }
}
