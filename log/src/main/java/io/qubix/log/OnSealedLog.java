package io.qubix.log;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Applies to {@code qubix.log=sealed}, the default: groups of commands are committed and sealed
 * together. With {@code qubix.log=axon}, each command is a transaction and nothing is sealed.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = "qubix.log", havingValue = "sealed", matchIfMissing = true)
public @interface OnSealedLog {}
