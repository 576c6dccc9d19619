package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockListsTest {

  private final BlockLists lists = BlockLists.shipped();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1 | Spamhaus ZEN
      Mail from IP 192.0.2.1 was rejected due to listing in Spamhaus SBL. See http://www.spamhaus.org/query/bl?ip=192.0.2.1 | Spamhaus SBL
      IP blacklisted by Spamhaus. For remediation please use https://www.spamhaus.org/pbl/ | Spamhaus PBL
      Your IP address is blacklisted using SPAMHAUS-XBL. | Spamhaus XBL
      rejected due to having a domain present in the Spamhaus DBL -- see https://www.spamhaus.org/dbl/ | Spamhaus DBL
      https://www.spamhaus.org/query/ip/192.0.2.1 | Spamhaus
      blocked using bl.spamcop.net; Blocked - see https://www.spamcop.net/bl.shtml?192.0.2.1 | SpamCop
      blocked using b.barracudacentral.org | Barracuda BRBL
      blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1 | Barracuda BRBL
      Currently Sending Spam See: http://www.sorbs.net/lookup.shtml?192.0.2.1 | SORBS
      client [192.0.2.1] blocked using dnsbl-1.uceprotect.net | UCEPROTECT Level 1
      blocked using psbl.surriel.com | PSBL
      Blocked by ivmSIP, see https://www.invaluement.com/lookup/?item=192.0.2.1 | Invaluement ivmSIP
      blocked using combined.mail.abusix.zone | Abusix
      Black listed at hostkarma http://ipadmin.junkemailfilter.com/remove.php | Hostkarma
      Message contains a URL listed in SURBL | SURBL
      blocked using multi.uribl.com; 127.0.0.1 -> Query Refused | URIBL
      192.0.2.1 is listed by bl.mailspike.net | Mailspike
      blocked using bl.0spam.org | 0spam
      blocked using truncate.gbudb.net; http://www.gbudb.com/truncate/ [192.0.2.1] | Truncate (GBUdb)
      is in an RBL on csi.cloudmark.com/reset-request/?ip=192.0.2.1 , see Poor Reputation Sender | Cloudmark CSI
      Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1 | Proofpoint Dynamic Reputation
      Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1 | Proofpoint Dynamic Reputation
      blocked using dbl=senderscore.org (G14) | SenderScore
      rejected due to the sending MTA's poor reputation. | Cisco Talos SBRS
      blocked using Trend Micro RBL+. Please see http://www.mail-abuse.com/cgi-bin/lookup | Trend Micro ERS
      since part of their network is on our block list (S3150). | Microsoft
      Access denied, banned sending IP [192.0.2.1]. | Microsoft
      refused, see http://postmaster.comcast.net/smtp-error-codes.php#BL000010 | Cloudmark CSI
      Client host [192.0.2.1] blocked using dnsbl.example.net; listed | dnsbl.example.net
      Client host [192.0.2.1] blocked using ee.countries.nerd.dk | nerd.dk countries
      Blocked by policy |
      rejected by mx |
      the user has left | ''
      notspamhauss xspamcop cblx |
      """)
  void aReplyNamesItsList(String reply, String list) {
    assertThat(lists.nameIn("554 5.7.1 " + reply))
        .isEqualTo(list == null || list.isEmpty() ? null : list);
  }

  @Test
  void onlyABlockCarriesAList() {
    BounceClassifier classifier = BounceClassifier.shipped();
    Verdict blocked =
        classifier.classify(
            Attempts.bounced("554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org"),
            Provider.OTHER);
    assertThat(blocked.reason()).isEqualTo(Reason.IP_BLOCKED);
    assertThat(blocked.list()).isEqualTo("Spamhaus ZEN");
    Verdict unknown =
        classifier.classify(
            Attempts.bounced("550 5.1.1 User unknown; protected by Spamhaus ZEN"), Provider.OTHER);
    assertThat(unknown.reason()).isEqualTo(Reason.BAD_MAILBOX);
    assertThat(unknown.list()).isNull();
  }

  @Test
  void everyLineHasANameAndTokens() {
    assertThat(lists.names()).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThatThrownBy(() -> BlockLists.parse(List.of("no tokens")))
        .hasMessageContaining("no tokens");
  }

  @Test
  void longRepliesCostNoMoreThanTheirBeginning() {
    String tail = "x".repeat(1_000_000) + " zen.spamhaus.org";
    assertThat(lists.nameIn("554 " + tail)).isNull();
  }
}
