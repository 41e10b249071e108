package io.qubix.terminal;

import io.qubix.terminal.print.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Locale;
import java.util.Map;

/** Starts the terminal client. {@code --help} says how. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    // What it writes is English and for programs, wherever the machine stands.
    Locale.setDefault(Locale.ROOT);
    Map<String, String> environment = System.getenv();
    // Not System.out, which writes in whatever the locale's encoding is.
    System.exit(
        new Qubix(
                environment,
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Screen.of(environment))
            .run(arguments));
  }
}
