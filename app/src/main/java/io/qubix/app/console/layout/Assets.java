package io.qubix.app.console.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
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
      StringBuilder all = new StringBuilder(version("htmx.org") + version("uplot"));
      Resource[] files = new PathMatchingResourcePatternResolver().getResources(OWN + "**/*.*");
      Arrays.sort(files, Comparator.comparing(file -> Objects.toString(file.getFilename())));
      for (Resource file : files) {
        all.append(DigestUtils.md5DigestAsHex(file.getContentAsByteArray()));
      }
      return DigestUtils.md5DigestAsHex(all.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
