package io.bouncewatch.bounce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Response;
import io.bouncewatch.parser.LooseReply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderCodesTest {

  private static final ProviderCodes CODES =
      new ProviderCodes(
          List.of(
              code("TSS04", "yahoo"),
              code("AUP#1300-1340", "charter"),
              code("AUP#1540", "charter"),
              code("OFR_397-398", "orange"),
              code("OFR_506", "orange"),
              code("(DIAL)", "somebody"),
              code("no=1000723", "naver"),
              code("HL:REP", "netease"),
              code("5.7.515", "microsoft"),
              code("5.7.606-649", "microsoft"),
              code("5.7.1", "google")));

  @Test
  void inTheWordsOfItsProvider() {
    assertFound("421 4.7.0 [TSS04] Messages deferred", "yahoo", "TSS04");
    assertFound("421 4.7.0 [tss04] Messages deferred", "other", "TSS04");
    assertFound("550 5.2.0 AUP#In-1310 blocked", "charter", "AUP#1300-1340");
    assertFound("550 AUP#1320", "charter", "AUP#1300-1340");
    assertFound("550 AUP#I-1540:", "charter", "AUP#1540");
    assertFound("550 OFR_398 mail refused", "orange", "OFR_397-398");
    assertFound("421 OFR004_506 refused", "orange", "OFR_506");
    assertFound("550 blocked (DIAL) see", "somebody", "(DIAL)");
    assertFound("552 5.7.1 spam. no=1000723", "naver", "no=1000723");
    assertFound("554 HL:REP 163 smtp1", "netease", "HL:REP");
  }

  @Test
  void notWithinOtherWordsOrAtOtherProviders() {
    assertNone("421 XTSS04 TSS045 TSS04x TSS_04 4TSS04", "yahoo");
    assertNone("421 4.7.0 [TSS04] deferred", "google");
    assertNone("550 AUP#1350", "charter");
    assertNone("550 OFR_399", "orange");
    assertNone("550 DIAL up, or (DIAL)", "other");
    assertNone("550 " + "x".repeat(2_000) + " TSS04", "yahoo");
    assertNone("", "yahoo");
  }

  @Test
  void enhancedCodesOfAProvider() {
    assertFound("550 5.7.515 Access denied", "microsoft", "5.7.515");
    assertFound("550 5.7.511 Access denied", "microsoft", null);
    assertFound("550 5.7.606 banned", "microsoft", "5.7.606-649");
    assertFound("550 5.7.649 banned", "microsoft", "5.7.606-649");
    assertFound("450 4.7.649 banned", "microsoft", null);
    assertFound("550 5.7.650 banned", "microsoft", null);
  }

  @Test
  void anEnhancedCodeThatIsEverybodysTellsNoProvider() {
    Response reply = LooseReply.parse("550 5.7.1 refused", null).response();
    assertThat(CODES.find(reply, "other", true)).isEmpty();
    assertThat(CODES.find(reply, "google", true)).isPresent();
    Response own = LooseReply.parse("550 5.7.515 refused", null).response();
    assertThat(CODES.find(own, "other", false)).isPresent();
  }

  private static void assertNone(String reply, String provider) {
    assertFound(reply, provider, null);
  }

  private static void assertFound(String reply, String provider, String key) {
    Response response = LooseReply.parse(reply, null).response();
    assertThat(CODES.find(response, provider, false).map(ProviderCode::key))
        .as(reply)
        .isEqualTo(Optional.ofNullable(key));
  }

  private static ProviderCode code(String key, String provider) {
    return new ProviderCode(
        key, List.of(provider), new Texts("t", "m", List.of("c"), List.of("a")), "https://x.test/");
  }
}
