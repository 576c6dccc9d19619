package io.bouncewatch.bounce.catalogue;

/** A file of the catalogue is not as docs/catalogue.md says. */
final class CatalogueFault extends IllegalStateException {

  private static final long serialVersionUID = 1;

  CatalogueFault(String file, String what) {
    super("catalogue/" + file + ": " + what);
  }
}
