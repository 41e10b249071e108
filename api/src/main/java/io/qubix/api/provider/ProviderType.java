package io.qubix.api.provider;

/** The environment in which the worker program runs. */
public enum ProviderType {
  NATIVE,
  BROWSER
}
