package io.bouncewatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Which package may know which: the one-way flow, from source to what is shown. */
@AnalyzeClasses(packages = "io.bouncewatch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "io.bouncewatch";

  @ArchTest static final ArchRule EVENT = only("event");
  @ArchTest static final ArchRule SOURCE = only("source", "event");
  @ArchTest static final ArchRule PARSER = only("parser", "event");
  @ArchTest static final ArchRule CORRELATION = only("correlation", "event");
  @ArchTest static final ArchRule BOUNCE = only("bounce", "event");
  @ArchTest static final ArchRule LEDGER = only("ledger", "event");
  @ArchTest static final ArchRule METRICS = only("metrics", "event", "ledger");
  @ArchTest static final ArchRule HTTP = only("http", "event", "ledger", "bounce");
  @ArchTest static final ArchRule REPORT = only("report", "event", "parser", "bounce");
  @ArchTest static final ArchRule LOGBACK = only("logback", "event", "parser", "bounce", "metrics");
  @ArchTest static final ArchRule PRIVACY = only("privacy", "event");
  @ArchTest static final ArchRule DEMO = only("demo");
  @ArchTest static final ArchRule DSN = only("dsn", "event");
  @ArchTest static final ArchRule EXPLAIN = only("explain", "event", "parser", "bounce", "dsn");

  @ArchTest
  static final ArchRule EVENT_NEEDS_ONLY_THE_JDK =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".event..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(ROOT + ".event..", "java..", "org.jspecify..");

  @ArchTest static final ArchRule MICROMETER = onlyFor("io.micrometer..", "metrics", "logback");
  @ArchTest static final ArchRule PROMETHEUS = onlyFor("io.prometheus..", "metrics");
  @ArchTest static final ArchRule JAVALIN = onlyFor("io.javalin..", "http");
  @ArchTest static final ArchRule JETTY = onlyFor("org.eclipse.jetty..", "http");
  @ArchTest static final ArchRule SQL = onlyFor("java.sql..", "ledger");
  @ArchTest static final ArchRule SQLITE = onlyFor("org.sqlite..", "ledger");
  @ArchTest static final ArchRule PICOCLI = onlyFor("picocli..", "cli");
  @ArchTest static final ArchRule MIME4J = onlyFor("org.apache.james..", "dsn");
  @ArchTest static final ArchRule LOGBACK_LIBRARY = onlyFor("ch.qos.logback..", "logback");

  /** The package uses no other packages of ours than these. */
  private static ArchRule only(String name, String... others) {
    Set<String> allowed = new java.util.HashSet<>(Set.of(others));
    allowed.add(name);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<JavaClass>("are ours but outside of " + allowed) {
              @Override
              public boolean test(JavaClass other) {
                return other.getPackageName().startsWith(ROOT)
                    && !allowed.contains(place(other.getPackageName()));
              }
            });
  }

  private static ArchRule onlyFor(String library, String... users) {
    String[] packages = new String[users.length];
    for (int i = 0; i < users.length; i++) {
      packages[i] = ROOT + "." + users[i] + "..";
    }
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  /** {@code event} for {@code io.bouncewatch.event.x}; empty for the root. */
  private static String place(String packageName) {
    String[] parts = packageName.split("\\.");
    return parts.length > 2 ? parts[2] : "";
  }
}
