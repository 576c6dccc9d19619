package io.bouncewatch.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a new store in the place of a damaged one, which is renamed and never deleted. Totals and
 * positions are carried over if their tables are sound: then counting goes on as if nothing had
 * happened.
 */
final class Salvage {

  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  /** Where the new store is made; it is complete once it has another name. */
  static final String NEW = ".new";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String CARRIED_OVER =
      "Totals and positions were sound and go on in the new one, so nothing is counted twice or"
          + " missed; the events and the history are in the old one only.";

  private static final String BEGUN_ANEW =
      "Its totals and positions could not be read: counters begin at 0, which Prometheus takes for"
          + " a restart, and logs are read as if for the first time: from their beginning, unless"
          + " 'from: end' (--from end) is set.";

  private Salvage() {}

  /**
   * Replaces the store, or leaves everything as it is.
   *
   * @param why what was found, for the log
   * @throws LedgerException if the new store can't be made: the disk may be full
   */
  static void replace(Path file, Instant now, String why) throws LedgerException {
    Optional<Salvaged> state = read(file);
    Path fresh = file.resolveSibling(file.getFileName() + NEW);
    try {
      for (String suffix : Database.FILES) {
        Files.deleteIfExists(Path.of(fresh + suffix));
      }
      StoreDirectory.createFile(fresh);
      fill(fresh, state);
      Path aside = setAside(file, now);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.error(
          "The store {} is damaged ({}). It was set aside as {}, and a new one begun. {}",
          file,
          why,
          aside,
          state
              .map(kept -> CARRIED_OVER + suppressions(kept.suppressions().size()))
              .orElse(BEGUN_ANEW));
    } catch (IOException failure) {
      throw new LedgerException(
          "The store %s is damaged (%s), and can't be set aside: %s. Move it away by hand, with its -wal and -shm files."
              .formatted(file, why, failure),
          failure);
    }
  }

  private static String suppressions(int number) {
    return number == 0
        ? " Its suppression list was empty, or is damaged too."
        : " So do the " + number + " addresses of the suppression list.";
  }

  private static Optional<Salvaged> read(Path file) {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath())) {
      return Optional.of(Salvaged.read(connection));
    } catch (SQLException | RuntimeException unreadable) {
      LOG.debug("nothing to be had from {}", file, unreadable);
      return Optional.empty();
    }
  }

  private static void fill(Path fresh, Optional<Salvaged> state) throws LedgerException {
    try (StoreTables tables = new StoreTables(Database.open(fresh), SuppressionPolicy.DEFAULT)) {
      if (state.isPresent()) {
        tables.carryOver(state.get());
      }
    } catch (SQLException failure) {
      throw Faults.explain(fresh, failure);
    }
  }

  private static Path setAside(Path file, Instant now) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now));
    for (int more = 2; Files.exists(aside); more++) {
      aside =
          file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now) + "-" + more);
    }
    for (String suffix : Database.FILES) {
      Path from = Path.of(file + suffix);
      if (Files.exists(from)) {
        Files.move(from, Path.of(aside + suffix), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return aside;
  }
}
