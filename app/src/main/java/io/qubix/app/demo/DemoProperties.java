package io.qubix.app.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the demo shows.
 *
 * @param workerJar the worker program; without it, it is taken from the class path
 * @param workers how many of them
 * @param jobs how many to begin with
 * @param every the time between one job and the next after these
 */
@ConfigurationProperties("qubix.demo")
record DemoProperties(
    @Nullable Path workerJar,
    @DefaultValue("2") int workers,
    @DefaultValue("6") int jobs,
    @DefaultValue("5s") Duration every) {}
