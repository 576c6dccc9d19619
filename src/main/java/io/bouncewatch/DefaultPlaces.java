package io.bouncewatch;

import io.bouncewatch.parser.LogFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where mail servers usually log, and where a service usually keeps its state. */
public final class DefaultPlaces {

  private static final Map<String, LogFormat> LOGS =
      Map.of(
          "/var/log/mail.log", LogFormat.AUTO,
          "/var/log/maillog", LogFormat.AUTO,
          "/var/log/mail/mail.log", LogFormat.AUTO,
          "/var/log/postfix.log", LogFormat.POSTFIX,
          "/var/log/exim4/mainlog", LogFormat.EXIM,
          "/var/log/exim/main.log", LogFormat.EXIM,
          "/var/log/exim/mainlog", LogFormat.EXIM,
          "/var/log/exim_mainlog", LogFormat.EXIM,
          "/var/spool/exim/log/mainlog", LogFormat.EXIM);

  private DefaultPlaces() {}

  /** The usual logs that exist here, by name. */
  public static List<SourceConfig> logs() {
    return LOGS.entrySet().stream()
        .filter(log -> Files.isRegularFile(Path.of(log.getKey())))
        .sorted(Map.Entry.comparingByKey())
        .map(log -> SourceConfig.of(log.getKey(), log.getValue()))
        .toList();
  }

  /** Where was looked. */
  public static String searched() {
    return LOGS.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  /** {@code $STATE_DIRECTORY} under systemd, {@code /var/lib} for root, else the user's state. */
  static Path store() {
    String systemd = System.getenv("STATE_DIRECTORY");
    if (systemd != null && !systemd.isBlank()) {
      return Path.of(systemd);
    }
    if (Files.isWritable(Path.of("/var/lib"))) {
      return Path.of("/var/lib/bouncewatch");
    }
    String state = System.getenv("XDG_STATE_HOME");
    return state == null || state.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "state", "bouncewatch")
        : Path.of(state, "bouncewatch");
  }
}
