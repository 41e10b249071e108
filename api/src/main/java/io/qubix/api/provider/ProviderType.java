package io.qubix.api.provider;

/** What the worker program runs in. */
public enum ProviderType {
  NATIVE,
  BROWSER
}
