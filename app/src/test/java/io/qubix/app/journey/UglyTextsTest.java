package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.terminal.print.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** No answer of a service commands the terminal, by no command of the terminal client. */
class UglyTextsTest {

  private static final Screen COLOURFUL = new Screen(true, 100, true, true);

  /** The colours of the program, and how it draws a line again; nothing else is ever needed. */
  private static final Pattern OWN = Pattern.compile("\u001b\\[(?:0|1|2|3[1236])m|\r\u001b\\[2K");

  private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");

  /** They print nothing that a service could have said. */
  private static final Set<String> OWN_TEXT = Set.of("bridge", "completion");

  /**
   * These compare hashes, add up amounts or name a state, and do not show text that does not fit.
   */
  private static final Set<String> SHOW_NO_TEXT =
      Set.of(
          "bridge",
          "completion",
          "audit ledger",
          "audit proof",
          "audit seal",
          "availability",
          "market");

  private final List<UglyProxy> proxies = new ArrayList<>();
  private Server server;
  private Api api;
  private String done;
  private String cancelled;

  @BeforeEach
  void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
    api.register("w-1", 2);
    Terminal alice = Terminal.of(server, "ALICE");
    done = alice.run("submit", "llama", "-c", "1", "-l", "team=a", "-q").expect(0).line();
    api.post(
            "/api/jobs/" + done + "/progress",
            """
            {"workerId": "w-1", "progress": 40, "currentOperation": "Doing", "logLines": ["a", "b"]}
            """)
        .expect(200);
    api.complete(done, "w-1", 3600).expect(200);
    cancelled = alice.run("submit", "llama", "-c", "1", "--gpu", "H100", "-q").expect(0).line();
    alice.run("cancel", cancelled, "-y", "--reason", "typo").expect(0);
    api.post("/api/keys", "{\"role\": \"auditor\", \"name\": \"Ann\"}").expect(201);
  }

  @AfterEach
  void stop() {
    proxies.forEach(UglyProxy::close);
    server.close();
  }

  /** Each command, with arguments under which it shows the most. */
  private Map<String, List<String[]>> commands() {
    Map<String, List<String[]>> commands = new TreeMap<>();
    commands.put("submit", List.of(words("submit m -c 1 -p 3"), words("submit m -c 1 --estimate")));
    commands.put("watch", List.of(words("watch " + done), words("watch " + cancelled)));
    commands.put("jobs", List.<String[]>of(words("jobs --all")));
    commands.put(
        "job",
        List.of(
            words("job " + done),
            words("job " + cancelled),
            words("job " + done + " --logs"),
            words("job " + done + " --result")));
    commands.put("cancel", List.<String[]>of(words("cancel " + done + " -y")));
    commands.put("retry", List.<String[]>of(words("retry " + cancelled)));
    commands.put("providers", List.<String[]>of(words("providers")));
    commands.put("availability", List.<String[]>of(words("availability w-1 available")));
    commands.put("chances", List.<String[]>of(words("chances w-1")));
    commands.put("market", List.<String[]>of(words("market"), words("market open")));
    commands.put("keys", List.<String[]>of(words("keys list")));
    commands.put("bridge", List.<String[]>of(words("bridge")));
    commands.put("account", List.<String[]>of(words("account")));
    commands.put("history", List.<String[]>of(words("history")));
    commands.put("completion", List.<String[]>of(words("completion")));
    commands.put("audit verify", List.of(words("audit verify"), words("audit verify --locally")));
    commands.put("audit seal", List.<String[]>of(words("audit seal")));
    commands.put("audit proof", List.<String[]>of(words("audit proof 1")));
    commands.put("audit ledger", List.<String[]>of(words("audit ledger")));
    commands.put("audit events", List.<String[]>of(words("audit events")));
    return commands;
  }

  @Test
  void everyCommand_isTriedHere() {
    Set<String> known = new TreeSet<>(named(run(Screen.NONE, 1)));
    assertThat(known).contains("audit");
    known.remove("audit");
    named(run(Screen.NONE, 1, "audit")).forEach(name -> known.add("audit " + name));
    assertThat(commands().keySet()).isEqualTo(known);
  }

  @Test
  void noCommand_letsTheServiceCommandTheTerminal() {
    Set<String> showedNothing = new TreeSet<>(commands().keySet());
    showedNothing.removeAll(SHOW_NO_TEXT);
    for (int seed = 1; seed <= 2; seed++) {
      int which = seed;
      commands()
          .forEach(
              (name, all) ->
                  all.forEach(
                      arguments -> {
                        for (Screen screen : List.of(Screen.NONE, COLOURFUL)) {
                          Terminal.Run run = run(screen, which, arguments);
                          assertCommandsNothing(run, screen, arguments);
                          if ((run.out() + run.err()).contains(UglyProxy.MARK)) {
                            showedNothing.remove(name);
                          }
                        }
                      }));
    }
    assertThat(showedNothing).as("commands whose output held no text of the service").isEmpty();
  }

  @Test
  void anUglyText_addsNoLine() {
    for (String arguments :
        List.of("jobs --all", "providers", "history", "account", "job " + cancelled)) {
      int lines = faithful(words(arguments)).expect(0).out().split("\n").length;
      for (int seed = 2; seed <= 8; seed += 2) {
        assertThat(run(Screen.NONE, seed, words(arguments)).expect(0).out().split("\n"))
            .as(arguments)
            .hasSize(lines);
      }
    }
  }

  @Test
  void json_staysJson_andMeansTheSame() {
    Set<String> read = new TreeSet<>();
    commands()
        .forEach(
            (name, all) -> {
              if (!OWN_TEXT.contains(name)) {
                all.forEach(arguments -> read.addAll(readAsJson(arguments)));
              }
            });
    assertThat(read).hasSizeGreaterThan(30);
  }

  /** Returns the changed texts that a reader of the printed JSON gets. */
  private List<String> readAsJson(String... arguments) {
    UglyProxy proxy = proxy(5, UglyProxy.Mood.UGLY_WORDS);
    Terminal.Run run = terminal(proxy, Screen.NONE).run(with(arguments, "--json"));
    assertCommandsNothing(run, Screen.NONE, arguments);
    List<String> texts = new ArrayList<>();
    for (String said : List.of(run.out(), run.err())) {
      try (MappingIterator<JsonNode> values =
          JsonMapper.shared().readerFor(JsonNode.class).readValues(said)) {
        values.forEachRemaining(value -> texts.addAll(texts(value)));
      }
    }
    texts.removeIf(text -> !text.contains(UglyProxy.MARK));
    assertThat(proxy.given()).as(String.join(" ", arguments)).containsAll(texts);
    return texts;
  }

  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>(value.propertyNames());
    if (value.isString()) {
      texts.add(value.asString());
    }
    value.forEach(inner -> texts.addAll(texts(inner)));
    return texts;
  }

  @Test
  void noRefusal_commandsTheTerminal() {
    commands()
        .forEach(
            (name, all) ->
                all.forEach(
                    arguments -> {
                      UglyProxy proxy = proxy(6, UglyProxy.Mood.UGLY_AND_REFUSING);
                      for (Screen screen : List.of(Screen.NONE, COLOURFUL)) {
                        Terminal.Run run = terminal(proxy, screen).run(arguments);
                        assertCommandsNothing(run, screen, arguments);
                        assertThat(run.err().lines().count())
                            .as("%s: %s", String.join(" ", arguments), run.err())
                            .isLessThanOrEqualTo(2);
                      }
                    }));
  }

  @Test
  void aJobThatRuns_isWatchedWithoutHarm() {
    String job = Terminal.of(server, "ALICE").run("submit", "m", "-c", "1", "-q").line();
    await().until(() -> api.job(job).text("status").equals("ASSIGNED"));
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    CompletableFuture<Terminal.Run> watch =
        terminal(proxy(7, UglyProxy.Mood.UGLY_WORDS), COLOURFUL).start(seen, "watch", job);
    await().until(() -> seen.toString(StandardCharsets.UTF_8).contains(UglyProxy.MARK));
    api.complete(job, "w-1", 60).expect(200);

    Terminal.Run run = watch.join().expect(0);
    assertThat(run.out()).containsPattern("Completed.* by");
    assertCommandsNothing(run, COLOURFUL, "watch", job);
  }

  private static void assertCommandsNothing(Terminal.Run run, Screen screen, String... arguments) {
    for (String said : List.of(run.out(), run.err())) {
      String text = screen.colours() ? OWN.matcher(said).replaceAll("") : said;
      assertThat(
              OBEYED
                  .matcher(text)
                  .results()
                  .map(it -> Character.getName(it.group().codePointAt(0))))
          .as("%s: %s", String.join(" ", arguments), said)
          .isEmpty();
      assertThat(text.lines()).noneMatch(line -> line.startsWith("error: forged"));
    }
  }

  /** Every other seed leaves alone what a command checks before it prints. */
  private Terminal.Run run(Screen screen, int seed, String... arguments) {
    UglyProxy.Mood mood = seed % 2 == 0 ? UglyProxy.Mood.UGLY_WORDS : UglyProxy.Mood.UGLY;
    return terminal(proxy(seed, mood), screen).run(arguments);
  }

  private Terminal.Run faithful(String... arguments) {
    return terminal(proxy(0, UglyProxy.Mood.FAITHFUL), Screen.NONE).run(arguments);
  }

  private UglyProxy proxy(int seed, UglyProxy.Mood mood) {
    try {
      UglyProxy proxy = new UglyProxy(server.uri(), seed, mood);
      proxies.add(proxy);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Terminal terminal(UglyProxy proxy, Screen screen) {
    return new Terminal(proxy.uri(), "ALICE", screen, "");
  }

  /** The names that a help text lists under "Commands:". */
  private static List<String> named(Terminal.Run help) {
    return help.out()
        .lines()
        .dropWhile(line -> !line.equals("Commands:"))
        .skip(1)
        .takeWhile(line -> line.startsWith("  "))
        .filter(line -> line.matches("  [a-z].*"))
        .map(line -> line.strip().split("[ ,]")[0])
        .toList();
  }

  private static String[] words(String line) {
    return line.split(" ");
  }

  private static String[] with(String[] words, String more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }
}
