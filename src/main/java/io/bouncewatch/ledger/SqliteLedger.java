package io.bouncewatch.ledger;

import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Series;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Totals, positions, history and events in one SQLite file, each batch in one transaction that is
 * on the disk when {@link #commit} returns.
 *
 * <p>One connection writes, used by one thread at a time; another one answers queries. A second
 * agent on the same directory is refused. A file that proves damaged is set aside, at the start or
 * later, and a new one begun.
 */
public final class SqliteLedger implements Ledger {

  /** Name of the database inside the store directory. */
  public static final String FILE = "bouncewatch.db";

  private final Path file;
  private final StoreLock lock;
  private final InstantSource clock;
  private final Trimmer trimmer;
  private final SqliteQueries queries;
  private final SuppressionPolicy policy;

  /** Absent until it is told. */
  private @Nullable AddressForm form;

  /** Absent between a damage and the next use. */
  private @Nullable StoreTables tables;

  private @Nullable String damage;
  private int addedEvents;
  private boolean closed;

  private volatile SuppressionCounts suppressions = SuppressionCounts.NONE;

  private SqliteLedger(
      Path file,
      StoreLock lock,
      Retention retention,
      SuppressionPolicy policy,
      InstantSource clock) {
    this.file = file;
    this.policy = policy;
    this.lock = lock;
    this.clock = clock;
    this.trimmer = new Trimmer(retention, clock);
    this.queries = new SqliteQueries(file);
  }

  /** Opens the store in a directory, with the usual retention. */
  public static SqliteLedger open(Path directory) throws LedgerException {
    return open(directory, Retention.DEFAULT, SuppressionPolicy.DEFAULT, InstantSource.system());
  }

  /**
   * Opens the store in a directory, both made if they are not there.
   *
   * @throws LedgerException if the directory can't be written, another agent has it, or its
   *     database is of a later version
   */
  public static SqliteLedger open(
      Path directory, Retention retention, SuppressionPolicy policy, InstantSource clock)
      throws LedgerException {
    StoreDirectory.prepare(directory);
    StoreLock lock = StoreLock.take(directory);
    try {
      NativeLibrary.load(directory);
      SqliteLedger ledger =
          new SqliteLedger(directory.resolve(FILE), lock, retention, policy, clock);
      ledger.tables();
      return ledger;
    } catch (LedgerException | RuntimeException | Error failure) {
      lock.close();
      throw failure;
    }
  }

  /**
   * Says in what form addresses are committed from now on. What the store holds in a form that says
   * more is rewritten, and does not stay behind in freed pages either; what says less stays.
   *
   * <p>To be called before anything is committed. It can take minutes.
   */
  public synchronized void keep(AddressForm kept) throws LedgerException {
    ask(
        tables -> {
          tables.rewriting(file, kept).run();
          return true;
        });
    form = kept;
  }

  @Override
  public synchronized Map<Series, Long> totals() throws LedgerException {
    return ask(StoreTables::totals);
  }

  @Override
  public synchronized Optional<Checkpoint> checkpoint(String source) throws LedgerException {
    return ask(tables -> tables.checkpoints().read(source));
  }

  @Override
  public synchronized void openMessages(Consumer<OpenMessage> to) throws LedgerException {
    ask(
        tables -> {
          tables.openMessages().read(to);
          return true;
        });
  }

  @Override
  public synchronized void commit(Batch batch) throws LedgerException {
    ask(
        tables -> {
          if (!batch.isEmpty()) {
            tables.commit(batch);
            addedEvents += batch.events().size();
            suppressions = tables.suppressions().load();
          }
          return true;
        });
  }

  @Override
  public synchronized boolean tidy() throws LedgerException {
    return ask(
        tables -> {
          boolean more = trimmer.step(tables.statements(), addedEvents);
          more |= tables.suppressions().trim(clock.instant());
          suppressions = tables.suppressions().load();
          addedEvents = 0;
          return more;
        });
  }

  @Override
  public SuppressionCounts suppressions() {
    return suppressions;
  }

  @Override
  public LedgerQueries queries() {
    return queries;
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask(StoreTables tables) throws SQLException;
  }

  private <T> T ask(Question<T> question) throws LedgerException {
    if (closed) {
      throw new LedgerException("The store " + file + " is closed already; open it again.");
    }
    StoreTables open = tables();
    try {
      return question.ask(open);
    } catch (SQLException failure) {
      open.statements().forget();
      if (Faults.isDamage(failure)) {
        damage = failure.getMessage();
        closeTables();
      }
      throw Faults.explain(file, failure);
    }
  }

  /** The open tables; a store that proved damaged is replaced first. */
  private StoreTables tables() throws LedgerException {
    StoreTables open = tables;
    if (open == null) {
      open = damage == null ? openSound() : replaced(damage);
      tables = open;
    }
    return open;
  }

  private StoreTables openSound() throws LedgerException {
    try {
      return StoreTables.open(file, policy);
    } catch (LedgerException failure) {
      if (!Faults.isDamage(failure)) {
        throw failure;
      }
      return replaced(Faults.cause(failure));
    }
  }

  private StoreTables replaced(String why) throws LedgerException {
    Salvage.replace(file, clock.instant(), why);
    damage = null;
    StoreTables fresh = StoreTables.open(file, policy);
    if (form != null) {
      try {
        fresh.rewriting(file, form).remember();
      } catch (SQLException failure) {
        fresh.close();
        throw Faults.explain(file, failure);
      }
    }
    return fresh;
  }

  private void closeTables() {
    queries.disconnect();
    if (tables != null) {
      tables.close();
      tables = null;
    }
  }

  /** Closes the file and lets another agent have it; does nothing the second time. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      closeTables();
      lock.close();
    }
  }
}
