package io.qubix.app.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the demo.
 *
 * @param workerJar the worker program, or null to run it from the class path
 * @param workers to start
 * @param jobs to submit at the start
 * @param every the time between two later jobs
 */
@ConfigurationProperties("qubix.demo")
record DemoProperties(
    @Nullable Path workerJar,
    @DefaultValue("2") int workers,
    @DefaultValue("6") int jobs,
    @DefaultValue("5s") Duration every) {}
