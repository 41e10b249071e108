package io.qubix.terminal.session;

import io.qubix.client.LinkedAnswer;
import io.qubix.client.QubixClient;
import io.qubix.client.Retry;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import io.qubix.terminal.print.Output;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** One run of the program: the service it asks, the options, and the output. */
public final class Session {

  /** The waits between tries while the service is away. */
  public static final Retry RETRY = new Retry(Duration.ofMillis(250), Duration.ofSeconds(5));

  private static final int MOST_OF_HISTORY = 500;

  private final GlobalOptions options = new GlobalOptions();
  private final Map<String, String> environment;
  private final InputStream input;
  private final Output output;

  public Session(Map<String, String> environment, InputStream input, Output output) {
    this.environment = environment;
    this.input = input;
    this.output = output;
  }

  public GlobalOptions options() {
    return options;
  }

  public InputStream input() {
    return input;
  }

  public Output output() {
    return output.with(options.json, options.noColor);
  }

  public boolean json() {
    return options.json;
  }

  public URI server() {
    return options.server;
  }

  public Duration timeout() {
    return options.timeout;
  }

  /** Returns how long the service may be away during a long command. */
  public Duration patience(Duration usual) {
    return options.retry == null ? usual : options.retry;
  }

  /** Returns the token without the line break that a file may end with. */
  public @Nullable String token() {
    return options.token == null ? null : options.token.strip();
  }

  /** Returns the address of the command line, ignoring the environment. */
  public @Nullable String givenAddress() {
    return options.address;
  }

  /** Returns the user's address, of the command line or else of the environment. */
  public @Nullable String address() {
    String known = environment.get("QUBIX_ADDRESS");
    if (options.address != null) {
      return options.address;
    }
    return known == null || known.isBlank() ? null : known.strip();
  }

  /**
   * @throws Failure when neither names an address
   */
  public String requiredAddress() {
    String address = address();
    if (address == null) {
      throw Failure.usage(
          "An address is required", "Set QUBIX_ADDRESS to your Qubic address, or give --address.");
    }
    return address;
  }

  /**
   * @param path from the root, with its query
   * @throws Failure when the service refuses, or stays away
   */
  public JsonNode get(String path) {
    return asked(client -> client.get(path, options.timeout));
  }

  /**
   * Gets a page of a list that is an array.
   *
   * @param parameter the query parameter that takes the cursor
   */
  public Pages page(String path, String parameter) {
    return asked(
        client -> {
          LinkedAnswer page = client.getLinked(path, options.timeout);
          return Pages.ofArray(page.answer(), page.next(parameter));
        });
  }

  /** Returns a job's whole history, oldest first. */
  public ArrayNode history(String id) {
    String path = jobPath(id, "/events");
    Pages.Source source =
        (after, size) ->
            page(RequestPath.of(path).with("after", after).with("limit", size).toString(), "after");
    return known(() -> Pages.upTo(Long.MAX_VALUE, MOST_OF_HISTORY, null, source)).array();
  }

  /**
   * @param more the path after the job's own, such as {@code /events}
   */
  public JsonNode job(String id, String more) {
    return known(() -> get(jobPath(id, more)));
  }

  private static String jobPath(String id, String more) {
    if (id.isBlank()) {
      throw Failure.usage("The job's id is empty", null);
    }
    return "/api/jobs/" + QubixClient.segment(id) + more;
  }

  private static <T> T known(Supplier<T> job) {
    try {
      return job.get();
    } catch (Failure e) {
      throw e.whenNotFound("qubix jobs lists them.");
    }
  }

  public JsonNode post(String path, Object body, Map<String, String> headers) {
    return asked(client -> client.post(path, body, options.timeout, headers));
  }

  public JsonNode delete(String path) {
    return asked(client -> client.delete(path, options.timeout));
  }

  public JsonNode put(String path, Object body) {
    return asked(client -> client.put(path, body, options.timeout));
  }

  /** Posts a request whose answer arrives line by line. */
  public void postForLines(String path, Object body, Consumer<JsonNode> eachLine) {
    asked(
        client -> {
          client.postForLines(path, body, options.timeout, eachLine);
          return true;
        });
  }

  private interface Question<T> {
    T ask(QubixClient client) throws Refused, Unavailable, InterruptedException;
  }

  private <T> T asked(Question<T> question) {
    QubixClient client = new QubixClient(options.server, token());
    try {
      return options.retry == null
          ? question.ask(client)
          : RETRY.within(options.retry, () -> question.ask(client));
    } catch (Refused e) {
      throw Failure.of(e);
    } catch (Unavailable e) {
      throw Failure.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ExitCode.AWAY, "Interrupted", null);
    }
  }
}
