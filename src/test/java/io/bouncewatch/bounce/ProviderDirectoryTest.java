package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProviderDirectoryTest {

  private final ProviderDirectory directory = ProviderDirectory.load();

  @ParameterizedTest
  @CsvSource({
    "gmail-smtp-in.l.google.com, gmail.com, google",
    "aspmx.l.google.com, firm.example, google",
    "GMAIL-SMTP-IN.L.GOOGLE.COM., gmail.com, google",
    "google.com, firm.example, google",
    "firm-no.mail.protection.outlook.com, firm.no, microsoft",
    "hotmail-com.olc.protection.outlook.com, hotmail.com, microsoft",
    "firm-no.a-v1.mx.microsoft, firm.no, microsoft",
    "mta5.am0.yahoodns.net, aol.com, yahoo",
    "mx01.mail.icloud.com, me.com, apple",
    "mx00.emig.gmx.net, gmx.de, gmx",
    "mx-ha02.web.de, web.de, web_de",
    "mx00.kundenserver.de, firm.de, ionos",
    "mx.domeneshop.no, firm.no, domeneshop",
    "mx.wp.pl, wp.pl, wp",
    "mx.poczta.onet.pl, op.pl, onet",
    "mxb-00360101.gslb.pphosted.com, yousee.dk, proofpoint",
    "eu-smtp-inbound-1.mimecast.com, firm.example, mimecast",
    "d1.ess.barracudanetworks.com, gmail.com, barracuda",
    "firm.in.tmes.trendmicro.eu, firm.example, trend_micro",
    "uninett-no.mx1.staysecuregroup.com, uninett.no, heimdal",
    "inbound-smtp.eu-west-1.amazonaws.com, firm.example, amazon",
  })
  void relayHostTellsFirst(String relay, String domain, String provider) {
    assertThat(directory.providerOf(relay, domain)).isEqualTo(provider);
  }

  @ParameterizedTest
  @CsvSource({
    "notgoogle.com, notgoogle.com",
    "google.com.evil.example, google.com.evil.example",
    "mx.google.com.evil.example, google.com.evil.example",
    "xpphosted.com, firm.example",
    "com, com",
    ".com, .com",
    "., .",
    "'', ''",
    "192.0.2.1, firm.example",
    "gmail-smtp-in.l.google.test, gmail.test",
  })
  void othersAreOther(String relay, String domain) {
    assertThat(directory.providerOf(relay, domain)).isEqualTo(Provider.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "gmail.com, google",
    "GMail.COM., google",
    "sub.online.no, online_no",
    "interia.pl, interia",
    "contoso.onmicrosoft.com, microsoft",
    "xgmail.com, other",
    "firm.example, other",
  })
  void domainTellsWhereTheHostDoesNot(String domain, String provider) {
    assertThat(directory.providerOf(null, domain)).isEqualTo(provider);
    assertThat(directory.providerOf("smarthost.firm.example", domain)).isEqualTo(provider);
  }

  @Test
  void hostileNamesCostLittle() {
    String endless = "a.".repeat(500_000) + "google.com";
    assertThat(directory.providerOf(endless, endless)).isEqualTo(Provider.OTHER);
  }

  @Test
  void theLabelSetIsClosedAndClean() {
    assertThat(directory.providers()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(directory.providers())
        .extracting(Provider::id)
        .doesNotHaveDuplicates()
        .doesNotContain(Provider.OTHER)
        .isSorted();
    assertThat(Resources.text("providers.txt")).doesNotContain(".test", ".example");
  }

  @Test
  void faultsAreNamedWithTheirLine() {
    assertThatThrownBy(
            () -> ProviderFile.parse("p.txt", List.of("# c", "a | A | x.com |", "b | B | x.com |")))
        .hasMessage("p.txt:3: x.com belongs to a already");
    assertThatThrownBy(() -> ProviderFile.parse("p.txt", List.of("b | B | |", "a | A | |")))
        .hasMessage("p.txt:2: a must stand before b");
    assertThatThrownBy(() -> ProviderFile.parse("p.txt", List.of("a | A | X.com |")))
        .hasMessage("p.txt:1: not a lower-case domain name: X.com");
    assertThatThrownBy(() -> ProviderFile.parse("p.txt", List.of("a | A")))
        .hasMessage("p.txt:1: expected id | name | relay suffixes | domains, found 2 columns");
  }
}
