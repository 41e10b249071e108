package io.qubix.app.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.webjars.WebJarVersionLocator;

/**
 * Serves the console's scripts, styles and pictures, and the libraries that they use.
 *
 * <p>All lie under one path with a hash of all files: a browser may cache them for ever, and
 * scripts import each other by relative paths.
 */
@Component
class Assets {

  static final String OWN = "classpath:/console/";

  private final WebJarVersionLocator libraries = new WebJarVersionLocator();
  private final String root;

  Assets() {
    this.root = "/assets/" + hash();
  }

  /** Returns the URL of a file such as {@code console.css} or {@code lib/uplot/uPlot.min.css}. */
  public String url(String file) {
    return root + "/" + file;
  }

  String root() {
    return root;
  }

  /** Returns the folder of a library's files. */
  String library(String name) {
    return "classpath:/META-INF/resources/webjars/" + name + "/" + version(name) + "/dist/";
  }

  private String version(String library) {
    return Objects.requireNonNull(libraries.version(library), library);
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Resource[] files = new PathMatchingResourcePatternResolver().getResources(OWN + "**/*.*");
      Arrays.sort(files, Comparator.comparing(file -> Objects.toString(file.getFilename())));
      for (Resource file : files) {
        try (InputStream content = file.getInputStream()) {
          digest.update(content.readAllBytes());
        }
      }
      for (String library : new String[] {"htmx.org", "uplot"}) {
        digest.update(version(library).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
