package io.qubix.client.options;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads a program's version from the manifest of its jar. */
public final class ManifestVersion implements IVersionProvider {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public String[] getVersion() {
    CommandSpec program = spec.root();
    String version = program.userObject().getClass().getPackage().getImplementationVersion();
    return new String[] {
      program.name() + " " + Objects.requireNonNullElse(version, "(not packaged)")
    };
  }
}
