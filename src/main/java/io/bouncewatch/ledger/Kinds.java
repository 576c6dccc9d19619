package io.bouncewatch.ledger;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Verdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code kind}: what an event has in common with many others.
 *
 * <p>The same kind may be there more than once: after a restart, or when a stranger's replies make
 * more kinds than are remembered, it is simply written again. Used by one thread at a time.
 */
final class Kinds {

  private static final String INSERT =
      "INSERT INTO kind (generation, source, mta, service, transport, provider, outcome, code,"
          + " mta_code, reply_code, reply_status, stage, reason, action, rule, confidence,"
          + " block_list)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";

  private static final int REMEMBERED = 2_048;

  private final Statements statements;
  private final Map<List<@Nullable Object>, Long> ids = new HashMap<>();

  Kinds(Statements statements) {
    this.statements = statements;
  }

  long id(DeliveryEvent event, long generation) throws SQLException {
    List<@Nullable Object> fields = fields(event, generation);
    Long known = ids.get(fields);
    if (known != null) {
      return known;
    }
    long id = insert(fields);
    if (ids.size() >= REMEMBERED) {
      ids.clear();
    }
    ids.put(fields, id);
    return id;
  }

  private static List<@Nullable Object> fields(DeliveryEvent event, long generation) {
    Attempt attempt = event.attempt();
    Response response = attempt.response();
    EnhancedStatusCode status = response.replyStatus();
    Verdict verdict = event.verdict();
    return Arrays.<@Nullable Object>asList(
        generation,
        event.position().source(),
        attempt.origin().mta().label(),
        attempt.origin().service(),
        attempt.route().transport(),
        event.provider(),
        attempt.outcome().label(),
        attempt.code().toString(),
        response.mtaCode(),
        response.replyCode(),
        status == null ? null : status.toString(),
        response.stage().label(),
        verdict == null ? null : verdict.reason().label(),
        verdict == null ? null : verdict.action().label(),
        verdict == null ? null : verdict.rule(),
        verdict == null ? null : verdict.confidence().label(),
        verdict == null ? null : verdict.list());
  }

  private long insert(List<@Nullable Object> fields) throws SQLException {
    PreparedStatement insert = statements.get(INSERT);
    int parameter = 1;
    for (Object field : fields) {
      insert.setObject(parameter++, field);
    }
    try (ResultSet row = insert.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Forgets which are there: some of them may be there no more. */
  void forget() {
    ids.clear();
  }
}
