package io.qubix.terminal;

import io.qubix.api.money.Money;
import io.qubix.client.options.EnvironmentDefaults;
import io.qubix.client.options.Values;
import io.qubix.terminal.audit.AuditCommand;
import io.qubix.terminal.bridge.BridgeCommand;
import io.qubix.terminal.job.CancelCommand;
import io.qubix.terminal.job.JobsCommand;
import io.qubix.terminal.job.RetryCommand;
import io.qubix.terminal.job.ShowCommand;
import io.qubix.terminal.job.SubmitCommand;
import io.qubix.terminal.key.KeysCommand;
import io.qubix.terminal.ledger.AccountCommand;
import io.qubix.terminal.ledger.HistoryCommand;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Screen;
import io.qubix.terminal.provider.AvailabilityCommand;
import io.qubix.terminal.provider.ChancesCommand;
import io.qubix.terminal.provider.PauseCommand;
import io.qubix.terminal.provider.ProvidersCommand;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failures;
import io.qubix.terminal.session.GlobalOptions;
import io.qubix.terminal.session.Session;
import io.qubix.terminal.watch.WatchCommand;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The program {@code qubix}, with its environment and streams given from outside. */
public final class Qubix {

  private final Session session;
  private final Output output;
  private final Map<String, String> environment;

  public Qubix(
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err,
      Screen screen) {
    this.environment = environment;
    this.output = new Output(out, err, screen);
    this.session = new Session(environment, in, output);
  }

  /** Runs one command line and returns the exit code. */
  public int run(String... arguments) {
    boolean colours = output.screen().colours() && !Arrays.asList(arguments).contains("--no-color");
    int code = commandLine(colours).execute(arguments);
    output.flush();
    return code;
  }

  CommandLine commandLine(boolean colours) {
    Failures failures = new Failures(session);
    CommandLine line =
        new CommandLine(new QubixCommand(session))
            .addSubcommand(new SubmitCommand(session))
            .addSubcommand(new WatchCommand(session))
            .addSubcommand(new JobsCommand(session))
            .addSubcommand(new ShowCommand(session))
            .addSubcommand(new CancelCommand(session))
            .addSubcommand(new RetryCommand(session))
            .addSubcommand(new ProvidersCommand(session))
            .addSubcommand(new ChancesCommand(session))
            .addSubcommand(new AvailabilityCommand(session))
            .addSubcommand(new PauseCommand(session))
            .addSubcommand(new AccountCommand(session))
            .addSubcommand(new HistoryCommand(session))
            .addSubcommand(AuditCommand.of(session))
            .addSubcommand(new BridgeCommand(session))
            .addSubcommand(KeysCommand.of(session))
            .addSubcommand(new CompletionCommand(session));
    describe(line.getCommandSpec().usageMessage());
    ColorScheme colorScheme = CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF);
    return line.setDefaultValueProvider(
            new EnvironmentDefaults(environment, GlobalOptions.FROM_ENVIRONMENT::contains))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedSubcommandsAllowed(false)
        .setParameterExceptionHandler(failures::mistake)
        .setExecutionExceptionHandler(failures::failure)
        .setColorScheme(colorScheme)
        .setOut(output.helpWriter())
        .registerConverter(BigDecimal.class, Values::number)
        .registerConverter(URI.class, Values::server)
        .registerConverter(Duration.class, Values::duration)
        .registerConverter(Money.class, Values.of(Values::price));
  }

  /** An annotation would be inherited by every command. */
  private static void describe(UsageMessageSpec usage) {
    usage.header("The QUBIX marketplace from a terminal.");
    usage.exitCodeListHeading("%nExit codes:%n");
    usage.exitCodeList(ExitCode.table());
    usage.footer("", "Run qubix COMMAND --help for details. Times are written as 30s, 5m or 1h.");
  }
}
