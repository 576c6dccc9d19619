package io.bouncewatch.bounce;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be used; says every fault, not only the first. */
public final class RuleFileException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient List<RuleFault> faults;

  RuleFileException(List<RuleFault> faults) {
    super(faults.stream().map(RuleFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** The faults in the order of lines; empty only after serialization. */
  public List<RuleFault> faults() {
    return faults == null ? List.of() : faults;
  }
}
