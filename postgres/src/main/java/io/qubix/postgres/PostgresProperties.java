package io.qubix.postgres;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the embedded PostgreSQL.
 *
 * @param port the port to listen on, or 0 for any free one
 * @param binaries where it is unpacked, or null for a folder beside the data
 */
@ConfigurationProperties("qubix.postgres")
record PostgresProperties(@DefaultValue("0") int port, @Nullable Path binaries) {}
