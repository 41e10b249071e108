package io.qubix.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchRule;
import io.qubix.api.Event;
import io.qubix.log.read.StoredEvent;
import io.qubix.log.tail.CommittedEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the code is laid out, as rules.
 *
 * @param root the package that holds {@code api}, {@code command} and so on
 */
record Rules(String root) {

  private static final Set<String> FLOATING =
      Set.of("double", "float", Double.class.getName(), BigDecimal.class.getName());

  private static final Set<String> MAKES_THREADS =
      Set.of("startVirtualThread", "ofVirtual", "ofPlatform");

  private static final Pattern MONEY =
      Pattern.compile(".*(price|cost|amount|balance|earning|earned|spent|fee|payment).*");

  /** What has a variant that takes a locale, or asks for the machine's. */
  private static final Map<String, Set<String>> LOCALISED =
      Map.ofEntries(
          Map.entry(
              "java.lang.String", Set.of("format", "formatted", "toLowerCase", "toUpperCase")),
          Map.entry("java.io.PrintStream", Set.of("format", "printf")),
          Map.entry("java.io.PrintWriter", Set.of("format", "printf")),
          Map.entry("java.util.Formatter", Set.of("<init>")),
          Map.entry("java.util.Scanner", Set.of("<init>")),
          Map.entry("java.util.Calendar", Set.of("getInstance")),
          Map.entry("java.util.Locale", Set.of("getDefault")),
          Map.entry("java.text.Collator", Set.of("getInstance")),
          Map.entry("java.text.DecimalFormat", Set.of("<init>")),
          Map.entry("java.text.MessageFormat", Set.of("<init>", "format")),
          Map.entry("java.text.SimpleDateFormat", Set.of("<init>")),
          Map.entry(
              "java.text.NumberFormat",
              Set.of(
                  "getInstance",
                  "getNumberInstance",
                  "getIntegerInstance",
                  "getPercentInstance",
                  "getCompactNumberInstance")),
          Map.entry("java.time.format.DateTimeFormatter", Set.of("ofPattern")),
          Map.entry("java.time.format.DateTimeFormatterBuilder", Set.of("toFormatter")));

  /** The modules, and which other modules each may use; the benchmarks use them all. */
  static final Map<String, Set<String>> MODULES =
      Map.of(
          "api", Set.of(),
          "runtime", Set.of("api"),
          "postgres", Set.of("runtime"),
          "log", Set.of("api", "runtime"),
          "command", Set.of("api", "runtime", "log"),
          "query", Set.of("api", "runtime", "log"),
          "client", Set.of("api"),
          "worker", Set.of("api", "client"),
          "terminal", Set.of("api", "client"),
          "app", Set.of("api", "runtime", "log", "postgres", "command", "query"));

  /** Of the code that runs. */
  Map<String, ArchRule> ofMain() {
    Map<String, ArchRule> rules = new HashMap<>(ofAllModules());
    MODULES.forEach((module, used) -> rules.put(module + "UsesOnlyItsModules", uses(module, used)));
    return rules;
  }

  private Map<String, ArchRule> ofAllModules() {
    return Map.ofEntries(
        Map.entry("apiKnowsNoSpring", apiKnowsNoSpring()),
        Map.entry("clientNeedsNoFramework", needsNoFramework("client")),
        Map.entry("workerNeedsNoFramework", needsNoFramework("worker")),
        Map.entry("terminalNeedsNoFramework", needsNoFramework("terminal")),
        Map.entry("consoleStandsOnTheQueries", consoleStandsOnTheQueries()),
        Map.entry("packagesAreNullMarked", packagesAreNullMarked()),
        Map.entry("controllersAreTheirPackagesOwn", controllersAreTheirPackagesOwn()),
        Map.entry("moneyIsNeverFloating", moneyIsNeverFloating()),
        Map.entry("timeComesFromTheClock", timeComesFromTheClock()),
        Map.entry("noWordDependsOnTheMachinesLocale", noWordDependsOnTheMachinesLocale()),
        Map.entry("threadsAreVital", threadsAreVital()),
        Map.entry("mappersAreMadeInOnePlace", mappersAreMadeInOnePlace()),
        Map.entry("doublesAreReadInOnePlace", doublesAreReadInOnePlace()),
        Map.entry("printingIsOnePlace", printingIsOnePlace()),
        Map.entry("eventsAreToldApartInSwitches", eventsAreToldApartInSwitches()),
        Map.entry("storedJsonIsReadByTheAuditorAlone", storedJsonIsReadByTheAuditorAlone()),
        Map.entry("packagesAreFeatures", packagesAreFeatures()),
        Map.entry("packagesFormNoCycles", packagesFormNoCycles()),
        Map.entry("namesAreUsedOnce", namesAreUsedOnce()),
        Map.entry("packagesAreSmall", packagesAreSmall()),
        Map.entry("whoHearsTheLogOnlyHandsOver", whoHearsTheLogOnlyHandsOver()));
  }

  /** Of the tests. */
  Map<String, ArchRule> ofTests() {
    return Map.of("testsNeverSleep", testsNeverSleep());
  }

  private ArchRule uses(String module, Set<String> others) {
    String[] allowed =
        Stream.concat(Stream.of(module), others.stream())
            .map(name -> root + "." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat(resideInAPackage(root + "..").and(resideOutsideOfPackages(allowed)));
  }

  private ArchRule apiKnowsNoSpring() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..");
  }

  private ArchRule needsNoFramework(String module) {
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.axonframework..", "jakarta..");
  }

  /** What a page lacks becomes a public query first; what it changes, it changes by the API. */
  private ArchRule consoleStandsOnTheQueries() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".app.console..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            root + ".command..",
            "org.springframework.jdbc..",
            "org.springframework.data..",
            "org.axonframework..",
            "jakarta.persistence..",
            "java.sql..",
            "javax.sql..");
  }

  private static ArchRule packagesAreNullMarked() {
    return classes()
        .should(
            be(
                DescribedPredicate.describe(
                    "in a package that is @NullMarked",
                    (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));
  }

  private static ArchRule controllersAreTheirPackagesOwn() {
    return classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();
  }

  private ArchRule moneyIsNeverFloating() {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(
            root + ".command..", root + ".query..", root + ".app..", root + ".terminal..")
        // The matcher's map of machines: there, a price is one side of a box and never booked.
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveSimpleName("Measures")
        .and(DescribedPredicate.describe("are called like money", Rules::isCalledLikeMoney))
        .should()
        .haveRawType(
            DescribedPredicate.describe(
                "no floating or decimal number", type -> !FLOATING.contains(type.getName())));
  }

  private static boolean isCalledLikeMoney(JavaField field) {
    return MONEY.matcher(field.getName().toLowerCase(Locale.ROOT)).matches();
  }

  private ArchRule timeComesFromTheClock() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            root + ".api..",
            root + ".runtime..",
            root + ".log..",
            root + ".command..",
            root + ".query..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis");
  }

  /** What is formatted, parsed or changes case says by which locale. */
  private static ArchRule noWordDependsOnTheMachinesLocale() {
    return noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "they format, or change case, without a locale", Rules::formatsWithoutALocale));
  }

  private static boolean formatsWithoutALocale(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && LOCALISED.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName())
        && target.getRawParameterTypes().stream()
            .noneMatch(type -> type.isEquivalentTo(Locale.class));
  }

  /** They run on the thread that tells the whole node: see {@code Awaited}. */
  private static ArchRule whoHearsTheLogOnlyHandsOver() {
    return noClasses()
        .that(DescribedPredicate.describe("listen to the log", Rules::listensToTheLog))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.servlet..",
            "jakarta.websocket..",
            "org.springframework.web..",
            "org.springframework.jdbc..",
            "java.net..",
            "java.sql..",
            "javax.sql..")
        .orShould()
        .callMethod(CompletableFuture.class, "complete", Object.class);
  }

  private static boolean listensToTheLog(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getName().equals("listen")
                    && call.getTargetOwner().isAssignableTo(CommittedEvents.class));
  }

  /** A thread that anybody makes elsewhere could die unseen. */
  private ArchRule threadsAreVital() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            root + ".api..",
            root + ".runtime..",
            root + ".log..",
            root + ".command..",
            root + ".query..",
            root + ".app..")
        .and()
        .resideOutsideOfPackage(root + ".runtime.thread")
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "a thread or a pool of threads is made",
                call ->
                    call.getTargetOwner().isAssignableTo(Thread.class)
                        || call.getTargetOwner().isAssignableTo(ThreadPoolExecutor.class)
                        || call.getTargetOwner().isAssignableTo(ForkJoinPool.class)
                        || call.getTargetOwner().isAssignableTo(Timer.class)))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "an executor or a thread is made",
                call ->
                    call.getTargetOwner().isEquivalentTo(Executors.class)
                        || call.getTargetOwner().isEquivalentTo(Thread.class)
                            && MAKES_THREADS.contains(call.getName())));
  }

  /** Mappers made elsewhere would have other limits, and refuse what one reader accepts. */
  private ArchRule mappersAreMadeInOnePlace() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".api.json..", root + ".benchmarks..")
        .should()
        .callMethod(JsonMapper.class, "builder")
        .orShould()
        .callMethod(JsonMapper.class, "builder", JsonFactory.class)
        .orShould()
        .callMethod(JsonMapper.class, "shared")
        .orShould()
        .callConstructor(JsonMapper.class)
        .orShould()
        .callConstructor(JsonMapper.class, JsonFactory.class)
        .orShould()
        .callConstructor(ObjectMapper.class);
  }

  /** Jackson's own methods throw when a client's number is beyond all doubles. */
  private ArchRule doublesAreReadInOnePlace() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".api.json..")
        .should()
        .callMethod(JsonNode.class, "doubleValue")
        .orShould()
        .callMethod(JsonNode.class, "asDouble")
        .orShould()
        .callMethod(JsonNode.class, "floatValue")
        .orShould()
        .callMethod(JsonNode.class, "asFloat");
  }

  /** Text that is printed elsewhere could command the terminal: see {@code Printable}. */
  private ArchRule printingIsOnePlace() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".terminal.print..", root + ".benchmarks..")
        .and()
        .doNotHaveSimpleName("Main")
        .and()
        .doNotHaveSimpleName("PrintableStream")
        // It writes an answer.
        .and()
        .doNotHaveSimpleName("ProblemValve")
        // It shows a key of its own making, which must not reach the log's files.
        .and()
        .doNotHaveSimpleName("FirstKey")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "they print, or use the process's own streams", Rules::prints));
  }

  private static boolean prints(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    return owner.equals("java.lang.System") && Set.of("out", "err", "console").contains(name)
        || name.equals("printStackTrace")
        || Set.of("java.io.PrintStream", "java.io.PrintWriter", "java.io.Console").contains(owner)
            && name.matches("print.*|write|append|format|readLine");
  }

  /**
   * Code that asks an event for its class in passing ignores the events that come later. A constant
   * may name events: an {@code EventSwitch} names all of them.
   */
  private ArchRule eventsAreToldApartInSwitches() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(root + ".api..")
        .should(
            be(
                DescribedPredicate.describe(
                    "asking an event for its class outside a constant", Rules::tellsEventsApart)));
  }

  private static boolean tellsEventsApart(JavaClass type) {
    return type.getInstanceofChecks().stream().anyMatch(check -> isOneEvent(check.getRawType()))
        || type.getReferencedClassObjects().stream()
            .filter(named -> !named.getOwner().getName().equals("<clinit>"))
            .anyMatch(named -> isOneEvent(named.getValue()));
  }

  private static boolean isOneEvent(JavaClass type) {
    return type.isAssignableTo(Event.class) && !type.isInterface();
  }

  /**
   * Members of a stored event are what its release called them: readers get events by {@code
   * EventHistory}, as this version knows them. The auditor is independent of that on purpose.
   */
  private ArchRule storedJsonIsReadByTheAuditorAlone() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".query.proof..", root + ".log..")
        .should(
            be(
                DescribedPredicate.describe(
                    "reading members of a stored event", Rules::readsStoredMembers)));
  }

  private static boolean readsStoredMembers(JavaClass type) {
    return calls(type, StoredEvent.class, Set.of("payload"))
        && calls(type, JsonNode.class, Set.of("path", "get", "at", "has", "properties"));
  }

  private static boolean calls(JavaClass type, Class<?> owner, Set<String> methods) {
    return type.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getTargetOwner().isAssignableTo(owner) && methods.contains(call.getName()));
  }

  private static ArchRule packagesAreFeatures() {
    return noClasses()
        .should()
        .resideInAnyPackage(
            "..controllers..", "..services..", "..utils..", "..util..", "..impl..", "..common..");
  }

  private ArchRule packagesFormNoCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** A reader who meets a name knows what it is, without looking at the imports. */
  private ArchRule namesAreUsedOnce() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .and()
        .doNotHaveSimpleName("Main")
        .should(new UsedOnce());
  }

  /** A package of one idea fits into one look; a larger one has two. */
  private ArchRule packagesAreSmall() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should(new SmallPackage());
  }

  private static ArchRule testsNeverSleep() {
    return noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(TimeUnit.class, "sleep", long.class);
  }
}
