package io.qubix.app.console;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.qubix.api.TestDatabase;
import io.qubix.app.journey.Api;
import io.qubix.app.journey.Server;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A test that looks at the console with a real browser; without one it is skipped. All of them
 * share a server, so each has people and workers of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "io.qubix.app.console.Chromium#isThere",
    disabledReason = "There is no Chromium: apt-get install chromium, or -Dqubix.chromium=PATH")
@ExtendWith(InBrowser.Sharing.class)
@interface InBrowser {

  /** What they share. */
  final class Console implements AutoCloseable {

    final Server server = Server.on(TestDatabase.url());
    final Chromium chromium = new Chromium();

    Console() {
      PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    Api api() {
      return server.api();
    }

    Chromium.Reader reader() {
      return chromium.reader(server.uri());
    }

    @Override
    public void close() {
      chromium.close();
      server.close();
    }
  }

  /** Starts them once, and passes them to every test. */
  final class Sharing implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == Console.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(ExtensionContext.Namespace.create(Console.class))
          .computeIfAbsent(Console.class, key -> new Console(), Console.class);
    }
  }
}
