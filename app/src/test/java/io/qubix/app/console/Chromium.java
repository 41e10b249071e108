package io.qubix.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The browser, and what it complains of. */
final class Chromium implements AutoCloseable {

  /** Where Debian puts it; {@code -Dqubix.chromium=} says where else. */
  private static final Path PROGRAM =
      Path.of(System.getProperty("qubix.chromium", "/usr/bin/chromium"));

  private static final double PATIENCE = 20_000; // ms; the machine may be busy

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(PROGRAM)
                  .setArgs(
                      List.of(
                          "--no-sandbox",
                          "--disable-gpu",
                          "--disable-background-networking",
                          "--disable-component-update",
                          "--disable-sync")));

  static boolean isThere() {
    return Files.isExecutable(PROGRAM);
  }

  /** A reader with nothing remembered from before. */
  Reader reader(URI server) {
    return reader(server, 1280, 900, ColorScheme.LIGHT);
  }

  /** One who writes numbers as people there do. */
  Reader reader(URI server, String locale) {
    return new Reader(
        browser.newContext(
            new Browser.NewContextOptions().setBaseURL(server.toString()).setLocale(locale)),
        server);
  }

  Reader reader(URI server, int width, int height, ColorScheme colours) {
    return new Reader(
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(server.toString())
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setLocale("en-GB")),
        server);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** A reader of the console; closing it fails if the browser logged an error. */
  static final class Reader implements AutoCloseable {

    final BrowserContext context;
    final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private boolean mayComplain;

    Reader(BrowserContext context, URI server) {
      this.context = context;
      context.setDefaultTimeout(PATIENCE);
      context.onConsoleMessage(
          message -> {
            if (List.of("error", "warning").contains(message.type())) {
              complaints.add(message.type() + ": " + message.text());
            }
          });
      context.onWebError(error -> complaints.add("uncaught: " + error.error()));
      context.onRequest(
          request -> {
            URI asked = URI.create(request.url());
            if (!"data".equals(asked.getScheme())
                && !server.getAuthority().equals(asked.getAuthority())) {
              complaints.add("another host: " + request.url());
            }
          });
      this.page = context.newPage();
    }

    /** In this story, something goes wrong. */
    Reader mayComplain() {
      mayComplain = true;
      return this;
    }

    /** Goes there, and waits until the page follows what happens, and does what it is told. */
    Page open(String path) {
      page.navigate(path);
      page.locator(":root[data-ready]").waitFor();
      page.locator("[data-connection=live]").waitFor();
      return page;
    }

    /**
     * The live connection of the pages that are opened, in the test's hands.
     *
     * @param opened what is done with it at first
     */
    AtomicReference<WebSocketRoute> socket(Consumer<WebSocketRoute> opened) {
      AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
      page.routeWebSocket(
          url -> url.endsWith("/ws"),
          route -> {
            socket.set(route);
            opened.accept(route);
          });
      return socket;
    }

    @Override
    public void close() {
      context.close();
      if (!mayComplain) {
        assertThat(complaints).as("what the browser complained of").isEmpty();
      }
    }
  }
}
