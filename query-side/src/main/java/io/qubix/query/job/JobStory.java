package io.qubix.query.job;

import io.qubix.api.job.view.JobView;
import io.qubix.log.read.EventHistory.Past;
import java.util.List;

/**
 * A job with its history.
 *
 * @param job with its attempts
 * @param events its events, oldest first, without contents
 */
public record JobStory(JobView job, List<Past> events) {}
