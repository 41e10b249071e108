package io.qubix.worker;

import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.text.Printable;
import io.qubix.api.user.QubicAddress;
import io.qubix.client.options.EnvironmentDefaults;
import io.qubix.client.options.Values;
import io.qubix.worker.execution.OperatorCommand;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Starts the reference worker. {@code --help} explains the options. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    // The output is English and read by programs, in every locale.
    Locale.setDefault(Locale.ROOT);
    System.setErr(new PrintableStream(System.err, Charset.defaultCharset()));
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new WorkerCommand())
        .setDefaultValueProvider(new EnvironmentDefaults(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::explain)
        .registerConverter(URI.class, Values::server)
        .registerConverter(Duration.class, Values::duration)
        .registerConverter(Money.class, Values.of(Values::price))
        .registerConverter(WorkerId.class, Values.of(WorkerId::new))
        .registerConverter(QubicAddress.class, Values.of(QubicAddress::new))
        .registerConverter(OperatorCommand.class, Values.of(OperatorCommand::parse));
  }

  /** Prints one line instead of the whole help. */
  private static int explain(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println(Printable.line(mistake.getMessage() + " (try --help)"));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
