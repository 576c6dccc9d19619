package io.bouncewatch.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A mail server's log and its rotation in real files, and what may be asked of who reads them. */
final class ModelWorld {

  /** The content of one file, wherever it is. */
  static final class Life {
    final List<ModelLine> lines = new ArrayList<>();
  }

  /** A rotated file; what a copy does not have is not in it. */
  record Old(Path path, List<ModelLine> lines, boolean packed) {}

  /** How rotation names files. */
  enum Naming {
    NUMBERED,
    DATED,
    /** Now this, now that: the scheme was changed, or two tools rotate. */
    MIXED
  }

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  final Path log;
  final List<ModelLine> written = new ArrayList<>();
  final List<Old> old = new ArrayList<>();
  private final Random random;
  private final FakeClock clock;
  private final Naming naming;
  private final Predicate<String> isHeld;
  private final Set<ModelLine> handedOut;
  private int lives;
  private @Nullable Life live;
  private long hole;
  private @Nullable Old lateFile;

  ModelWorld(
      Path log,
      Random random,
      FakeClock clock,
      Predicate<String> isHeld,
      Set<ModelLine> handedOut) {
    this.log = log;
    this.random = random;
    this.clock = clock;
    this.naming = Naming.values()[random.nextInt(Naming.values().length)];
    this.isHeld = isHeld;
    this.handedOut = handedOut;
  }

  /**
   * Whether the order in which files were rotated can be told from their names: otherwise their
   * times tell it, of which some compressors keep whole seconds only.
   */
  boolean isOrderNamed() {
    return naming != Naming.MIXED;
  }

  /** The rotated files, the oldest first, and the numbers of the first and last line in each. */
  String describe() {
    StringBuilder text = new StringBuilder();
    for (Old file : old) {
      text.append(file.path.getFileName()).append(numbers(file.lines)).append(' ');
    }
    Life life = live;
    return text + (life == null ? "no live file" : "live" + numbers(life.lines));
  }

  private String numbers(List<ModelLine> lines) {
    return lines.isEmpty()
        ? "[]"
        : "["
            + written.indexOf(lines.get(0))
            + "-"
            + written.indexOf(lines.get(lines.size() - 1))
            + "]";
  }

  void write(boolean half) throws IOException {
    Life life = live == null ? create() : live;
    append(log, life.lines, lives, half, false);
  }

  private Life create() throws IOException {
    Files.createFile(log);
    touch(log);
    lives++;
    hole = 0;
    live = new Life();
    return live;
  }

  private void append(Path file, List<ModelLine> lines, int life, boolean half, boolean late)
      throws IOException {
    StringBuilder bytes = new StringBuilder();
    ModelLine last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    if (last != null && !last.whole) {
      bytes.append(extend(last, half));
    } else {
      int count = half ? 1 : 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        ModelLine line = new ModelLine(life);
        line.late = late;
        line.text.append(String.format("Nov 21 10:00:00 mx postfix/smtp[%07d]: ", written.size()));
        written.add(line);
        lines.add(line);
        bytes.append(line.text).append(extend(line, half));
      }
    }
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long end = out.size() == 0 && file.equals(log) ? hole : out.size();
      out.write(ByteBuffer.wrap(bytes.toString().getBytes(StandardCharsets.US_ASCII)), end);
    }
    touch(file);
  }

  private String extend(ModelLine line, boolean half) {
    int more = 30 + random.nextInt(60);
    if (random.nextInt(200) == 0) {
      more = 60_000 + random.nextInt(400_000);
    }
    String text = "x".repeat(more);
    line.text.append(text);
    line.whole = !half;
    return half ? text : text + "\n";
  }

  private void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  /** A writer that has not noticed the rotation writes to the renamed file. */
  void writeLate() throws IOException {
    Old target = lateFile;
    if (target != null && old.contains(target) && endsWhole(target.lines)) {
      append(target.path, target.lines, target.lines.get(0).life, false, true);
    }
  }

  private static boolean endsWhole(List<ModelLine> lines) {
    return !lines.isEmpty() && lines.get(lines.size() - 1).whole;
  }

  void rename(boolean create) throws IOException {
    Life life = live;
    if (life == null) {
      return;
    }
    Path to = makeRoom();
    Files.move(log, to);
    cut(life.lines);
    Old renamed = new Old(to, life.lines, false);
    old.add(renamed);
    lateFile = renamed;
    live = null;
    if (create) {
      create();
    }
  }

  private static void cut(List<ModelLine> lines) {
    if (!lines.isEmpty() && !lines.get(lines.size() - 1).whole) {
      ModelLine last = lines.get(lines.size() - 1);
      last.cuts.add(last.text.length());
    }
  }

  /** The name for the next rotated file; numbers move up. */
  private Path makeRoom() throws IOException {
    clock.advance(Duration.ofMillis(2));
    int scheme = naming == Naming.MIXED ? random.nextInt(3) : naming == Naming.DATED ? 1 : 0;
    if (scheme == 2) {
      return log.resolveSibling("mail.log." + clock.instant().toEpochMilli());
    }
    if (scheme == 1) {
      return log.resolveSibling("mail.log-" + DATE.format(clock.instant()));
    }
    for (int i = 0; i < old.size(); i++) {
      Old file = old.get(i);
      if (!file.path.getFileName().toString().matches("mail\\.log\\.\\d{1,3}(\\..*)?")) {
        continue;
      }
      String[] name = file.path.getFileName().toString().split("\\.", 4);
      String suffix = file.packed ? "." + name[3] : "";
      Path to = log.resolveSibling("mail.log." + (Integer.parseInt(name[2]) + 1) + suffix);
      Files.move(file.path, to);
      Old moved = new Old(to, file.lines, file.packed);
      old.set(i, moved);
      lateFile = file.equals(lateFile) ? moved : lateFile;
    }
    return log.resolveSibling("mail.log.1");
  }

  /**
   * Copies and truncates.
   *
   * @param between what happens between the two, when what is written is lost to the copy
   * @param sparse whether the writer goes on at its old offset
   */
  void copyTruncate(Step between, boolean sparse) throws IOException {
    Life life = live;
    if (life == null) {
      return;
    }
    Path to = makeRoom();
    Files.copy(log, to, StandardCopyOption.COPY_ATTRIBUTES);
    cut(life.lines);
    List<ModelLine> copied = new ArrayList<>(life.lines);
    old.add(new Old(to, copied, false));
    lateFile = null;
    between.run();
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
      hole = sparse ? file.size() : 0;
      file.truncate(0);
    }
    touch(log);
    life.lines.stream().filter(line -> !copied.contains(line)).forEach(this::lose);
    lives++;
    live = new Life();
  }

  /** Something that happens to files. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Deletes the log, makes it anew. */
  void deleteAndCreate() throws IOException {
    Life life = live;
    if (life == null) {
      return;
    }
    boolean held = isHeld(log);
    Files.delete(log);
    cut(life.lines);
    life.lines.forEach(line -> remove(line, held));
    displace(life.lines);
    lateFile = null;
    create();
  }

  /** Without a name, and empty when it was last seen, a file has no place in the order. */
  private static void displace(List<ModelLine> lines) {
    boolean seen = lines.stream().anyMatch(line -> line.seen);
    lines.forEach(line -> line.late |= !seen);
  }

  void compress(Step halfway) throws IOException {
    int at = old.isEmpty() ? 0 : random.nextInt(old.size());
    if (old.isEmpty() || old.get(at).packed) {
      return;
    }
    Old file = old.get(at);
    Path packed = Packing.values()[random.nextInt(4)].copy(file.path);
    byte[] all = Files.readAllBytes(packed);
    FileTime time = Files.getLastModifiedTime(packed);
    Files.write(packed, java.util.Arrays.copyOf(all, random.nextInt(all.length)));
    halfway.run();
    Files.write(packed, all);
    Files.setLastModifiedTime(packed, time);
    Files.delete(file.path);
    old.set(at, new Old(packed, file.lines, true));
  }

  void deleteOld() throws IOException {
    if (!old.isEmpty()) {
      Old file = old.remove(random.nextInt(3) == 0 ? random.nextInt(old.size()) : 0);
      boolean held = isHeld(file.path);
      Files.delete(file.path);
      file.lines.forEach(line -> remove(line, held));
      displace(file.lines);
    }
  }

  private boolean isHeld(Path path) throws IOException {
    return isHeld.test(FileState.keyOf(Files.readAttributes(path, BasicFileAttributes.class)));
  }

  private void remove(ModelLine line, boolean held) {
    line.gone = true;
    line.excused |= !held && !handedOut.contains(line);
  }

  private void lose(ModelLine line) {
    remove(line, false);
  }

  /** The reader looked. */
  void seen() {
    if (live != null) {
      live.lines.forEach(line -> line.seen = true);
    }
  }

  /** The agent starts again and knows of these lines; what is gone can't be had any more. */
  void restarted(Set<ModelLine> known) {
    if (live != null) {
      live.lines.forEach(line -> line.seen = false);
    }
    for (ModelLine line : written) {
      line.excused |= line.gone && !known.contains(line);
    }
  }

  /** Ends the last line, so that all may be expected. */
  void end() throws IOException {
    Life life = live;
    if (life == null || !endsWhole(life.lines)) {
      write(false);
    }
  }
}
