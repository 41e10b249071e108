package io.qubix.app.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Refuses a package with too many classes; generated builders do not count. */
final class SmallPackage extends ArchCondition<JavaClass> {

  private static final int MOST = 14;

  private final Set<JavaClass> classes = new HashSet<>();

  SmallPackage() {
    super("be in a package of at most " + MOST + " classes");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!isBuilder(type)) {
      classes.add(type);
    }
  }

  @Override
  public void finish(ConditionEvents events) {
    Map<String, Long> sizes =
        classes.stream().collect(groupingBy(JavaClass::getPackageName, counting()));
    sizes.forEach(
        (name, size) ->
            events.add(
                new SimpleConditionEvent(
                    name, size <= MOST, name + " has " + size + " classes: " + MOST + " at most")));
  }

  private static boolean isBuilder(JavaClass type) {
    String name = type.getSimpleName();
    return name.endsWith("Builder")
        && type.getPackage()
            .containsClassWithSimpleName(name.substring(0, name.length() - "Builder".length()));
  }
}
