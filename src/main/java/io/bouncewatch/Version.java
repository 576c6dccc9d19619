package io.bouncewatch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which Bouncewatch this is. */
public final class Version {

  private Version() {}

  /** The version this was built as. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return "unknown";
    }
    return properties.getProperty("version", "unknown");
  }
}
