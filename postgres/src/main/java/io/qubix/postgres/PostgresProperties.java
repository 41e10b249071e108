package io.qubix.postgres;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the PostgreSQL that comes along is run.
 *
 * @param port 0: any free one
 * @param binaries where it is unpacked to; without it, beside the data
 */
@ConfigurationProperties("qubix.postgres")
record PostgresProperties(@DefaultValue("0") int port, @Nullable Path binaries) {}
