package io.qubix.command.job;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Configures what new jobs get from the operator. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
@Profile("command | !query")
class JobConfiguration {}
