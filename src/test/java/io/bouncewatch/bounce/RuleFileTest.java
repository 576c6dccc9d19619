package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RuleFileTest {

  @Test
  void readsARule() {
    RuleFile file =
        RuleFile.parse(
            "r",
            """
            # a comment
            [a.b_c-1]
            reason = mailbox_full
            action = fix_sender
            stage = rcpt end_of_data
            class = 5
            code = 2.2 7.606-649 3.*
            reply = 550 none
            pattern = quota (one|two)
            pattern = a = b # no comment
            example = 550 5.2.2 quota one
            """);
    assertThat(file.faults()).isEmpty();
    Rule rule = file.rules().get(0);
    assertThat(rule.verdict())
        .hasToString(
            "Verdict[reason=MAILBOX_FULL, action=FIX_SENDER, rule=a.b_c-1, confidence=HIGH, list=null]");
    assertThat(rule.examples()).containsExactly(new Rule.Example(11, "550 5.2.2 quota one"));
    assertThat(file.check()).isEmpty();
  }

  @Test
  void namesEveryFaultWithItsLineAndTheFix() {
    assertThat(
            faults(
                """
                reason = spam_content
                [Bad Id]
                reason = nonsense
                [one]
                reason = bad_mialbox
                pattern = (
                patern = x
                class = 6
                code = five
                nothing
                action =
                example = x
                [two]
                reason = spam_content
                example = x
                [two]
                [three]
                pattern = x*
                [four]
                reason = spam_content
                pattern = x
                """))
        .isEqualTo(
            """
            r:1: reason stands before any rule; put a line with [id] above it
            r:2: not a rule's id: [Bad Id]; use a-z, 0-9, '.', '_' and '-' in brackets, such as [acme.no_such_user]
            r:5: no such reason: bad_mialbox; write bad_mailbox, bad_domain, inactive_mailbox, mailbox_moved, recipient_policy, mailbox_full, ip_blocked, auth_failure, sender_rejected, policy_rejected, relay_denied, rate_limited, greylisted, spam_content, message_too_large, content_rejected, malware, message_format, connection_failed, dns_failure, tls_failure, system_unavailable, expired, routing_loop, protocol_error, undetermined
            r:6: not a regular expression: missing closing ) in (; write RE2 syntax, which has no look-around and no back references
            r:7: unknown key patern; use reason, action, confidence, provider, stage, class, code, reply, list, pattern or example
            r:8: no such class: 6; write 4 or 5
            r:9: no such code: five; write 1.1, 7.606-649 or 7.*
            r:10: not a rule's id nor a setting; write [id] or key = value
            r:11: action is empty; give it a value or drop the line
            r:13: rule two would take every reply; add a pattern or a condition
            r:16: rule two is in line 13 too; choose another id
            r:18: the pattern fits an empty text; make part of it obligatory
            r:19: rule four has no example; add example = a reply it is meant for""");
  }

  @Test
  void anExampleMustBeTakenByItsOwnRule() {
    assertThat(
            faults(
                """
                [wide]
                reason = spam_content
                pattern = spam
                example = 550 spam
                [narrow]
                reason = ip_blocked
                pattern = spam list
                example = 550 in the spam list
                example = 550 It isn't in a list. Please see http://a.test/x
                """))
        .isEqualTo(
            """
            r:8: the example of narrow is taken by wide in r:1; move the rule above wide or make that one's pattern narrower
            r:9: the example, which patterns see as 'it is not in a list', is not taken by its rule narrow; correct the rule's pattern or conditions, or the example""");
  }

  @Test
  void faultyRulesCannotBeUsed() {
    assertThatThrownBy(() -> RuleFile.parse("r", "[a]\nreason = spam_content").orThrow())
        .isInstanceOf(RuleFileException.class)
        .hasMessageStartingWith("r:1: rule a would take every reply");
  }

  private static String faults(String text) {
    return RuleFile.parse("r", text).check().stream()
        .map(RuleFault::toString)
        .collect(Collectors.joining("\n"));
  }
}
