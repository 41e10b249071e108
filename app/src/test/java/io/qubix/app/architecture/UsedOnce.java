package io.qubix.app.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.Map;

/** Refuses a class whose simple name another class has, too. */
final class UsedOnce extends ArchCondition<JavaClass> {

  private final Map<String, JavaClass> seen = new HashMap<>();

  UsedOnce() {
    super("have a name that no other class has");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    JavaClass other = seen.putIfAbsent(type.getSimpleName(), type);
    if (other != null) {
      events.add(
          SimpleConditionEvent.violated(
              type, type.getName() + " is called like " + other.getName()));
    }
  }
}
