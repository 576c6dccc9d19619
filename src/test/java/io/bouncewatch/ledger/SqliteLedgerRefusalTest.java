package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerRefusalTest {

  @TempDir private Path directory;

  @Test
  void secondAgentInThisProcess() throws Exception {
    try (SqliteLedger first = SqliteLedger.open(directory)) {
      assertRefused(directory, "in use by another agent", "Stop that one");
      assertThat(first.totals()).isEmpty();
      // The failed attempt must not have let go of the lock.
      assertThat(Victim.run(directory)).contains("process " + ProcessHandle.current().pid());
    }
    SqliteLedger.open(directory).close();
  }

  @Test
  void secondAgentInAnotherProcess() throws Exception {
    Process victim = Victim.start(directory, Long.MAX_VALUE);
    try {
      Victim.awaitLines(victim, 1);
      assertRefused(directory, "in use by another agent (process " + victim.pid() + ")");
    } finally {
      victim.destroyForcibly().waitFor();
    }
    SqliteLedger.open(directory).close();
  }

  @Test
  void laterVersion() throws Exception {
    SqliteLedger.open(directory).close();
    try (Connection other = connect()) {
      Database.execute(other, "PRAGMA user_version = 999");
    }
    assertRefused(directory, "later Bouncewatch", "999", "--store");
  }

  @Test
  void directoryThatIsAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertRefused(file.resolve("store"), "can't be made or written", "--store");
  }

  @Test
  void directoryThatCanNotBeWritten() {
    // Nobody can make files there, not even root.
    Path readOnly = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(readOnly));
    assertRefused(readOnly, "can't be made or written (", "/proc/self", "--store");
  }

  @Test
  void libraryThatCanNotBeLoaded() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(Victim.run(directory, "-Dorg.sqlite.tmpdir=" + file))
        .contains("can't be unpacked into " + file, "noexec", "-Dorg.sqlite.tmpdir=DIR");
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteLedger.FILE));
  }

  private static void assertRefused(Path directory, String... words) {
    assertThatThrownBy(() -> SqliteLedger.open(directory).close())
        .isInstanceOf(LedgerException.class)
        .message()
        .contains(directory.toString())
        .contains(words);
  }
}
