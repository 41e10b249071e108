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
    // The output is English and read by programs, in every locale.
    Locale.setDefault(Locale.ROOT);
    Map<String, String> environment = System.getenv();
    // System.out would encode in the locale's charset.
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
