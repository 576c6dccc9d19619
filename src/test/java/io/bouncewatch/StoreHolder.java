package io.bouncewatch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** A program that holds a database until its input ends, as a shell that was left open would. */
final class StoreHolder {

  private StoreHolder() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.execute("BEGIN EXCLUSIVE");
      System.out.println("held");
      while (System.in.read() >= 0) {
        // Until it is closed.
      }
      statement.execute("ROLLBACK");
    }
  }
}
