package io.qubix.query.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds the cost of a live connection.
 *
 * @param queuedFrames frames that may wait for a client before it counts as too slow
 * @param queuedCharacters the same in characters; a job's result alone may have 8 million
 * @param sendTimeout the longest time to send one frame
 * @param pingEvery idle time between pings; a client that answers none for three of them is dead
 * @param subscriptions the most of one connection
 */
@ConfigurationProperties("qubix.live")
record LiveProperties(
    @DefaultValue("10000") int queuedFrames,
    @DefaultValue("16000000") int queuedCharacters,
    @DefaultValue("10s") Duration sendTimeout,
    @DefaultValue("25s") Duration pingEvery,
    @DefaultValue("100") int subscriptions) {}
