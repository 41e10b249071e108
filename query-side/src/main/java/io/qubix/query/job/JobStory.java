package io.qubix.query.job;

import io.qubix.api.job.JobView;
import io.qubix.api.log.EventHistory.Past;
import java.util.List;

/**
 * A job with its history.
 *
 * @param job with its attempts
 * @param events its events, oldest first, without contents
 */
public record JobStory(JobView job, List<Past> events) {}
