package io.qubix.log;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Configures the log, which both sides need. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class LogConfiguration {}
