"""What the SMTP server's record, the logs and the agent's metrics each say, as counters with the same keys."""
import collections
import glob
import gzip
import json
import re

LOGS = {'postfix': '/var/log/mail.log', 'exim': '/var/log/exim4/mainlog'}
SAMPLE = re.compile(r'^([a-z_]+)\{(.*)\} (\S+)$', re.MULTILINE)
LABEL = re.compile(r'(\w+)="([^"]*)"')
ENHANCED = re.compile(r'\d{3}[ -]\d(\.\d+\.\d+)')
POSTFIX_VERDICT = re.compile(r': to=<[^>]*>, .*? status=(sent|deferred|bounced) \(')
KINDS = {'sent': 'delivered', 'deferred': 'soft', 'bounced': 'hard',
         '=>': 'delivered', '->': 'delivered', '==': 'soft', '**': 'hard'}


def of_record(path):
    """Once the queues are empty: the one whose last answer was to come back later has expired."""
    totals = collections.Counter()
    waits = {}
    with open(path) as record:
        for line in record:
            answer = json.loads(line)
            mta, recipient, reply = answer['mta'], answer['recipient'], answer['reply']
            domain = recipient.rsplit('@', 1)[1]
            enhanced = ENHANCED.match(reply)
            code = reply[0] + (enhanced.group(1) if enhanced else '.0.0')
            waited = waits.pop((mta, recipient), None)
            if reply[0] == '2':
                totals['delivered', mta, '', domain] += 1
                totals['recipients', mta, 'delivered_after_retry' if waited else 'delivered', ''] += 1
            elif reply[0] == '5':
                totals['hard', mta, code, domain] += 1
                totals['recipients', mta, 'bounced', ''] += 1
            else:
                totals['soft', mta, code, domain] += 1
                waits[mta, recipient] = domain
    for (mta, _), domain in waits.items():
        totals['hard', mta, '5.4.7', domain] += 1
        totals['recipients', mta, 'expired', ''] += 1
    return totals


def samples(metrics):
    return {(name, labels): float(value) for name, labels, value in SAMPLE.findall(metrics)}


def of_metrics(metrics):
    totals = collections.Counter()
    for (name, text), value in samples(metrics).items():
        labels = dict(LABEL.findall(text))
        mta, domain = labels.get('mta'), labels.get('domain')
        if name == 'mail_deliveries_total':
            totals['delivered', mta, '', domain] += int(value)
        elif name == 'mail_bounces_total':
            totals[labels['type'], mta, labels['code'], domain] += int(value)
        elif name in ('mail_recipients_total', 'mail_notification_recipients_total'):  # the record has both alike
            totals['recipients', mta, labels['outcome'], ''] += int(value)
        elif name == 'mail_deferred_recipients':
            totals['waiting', mta, '', ''] += int(value)
        elif name == 'bouncewatch_lines_total':
            mta = next(key for key, path in LOGS.items() if path in labels['source'])
            totals['lines', mta, '', ''] += int(value)
            if labels['result'] == 'unrecognised':
                totals['unrecognised lines', mta, '', ''] += int(value)
        elif name == 'bouncewatch_source_lost_bytes_total':
            mta = next(key for key, path in LOGS.items() if path in labels['source'])
            totals['lost bytes', mta, labels.get('cause', ''), ''] += int(value)
    return +totals


def of_logs():
    """Lines and verdicts in all files that rotation left, but expiries and what was put off untried."""
    totals = collections.Counter()
    for mta, path in LOGS.items():
        for name in glob.glob(path + '*'):
            with (gzip.open if name.endswith('.gz') else open)(name, 'rt') as log:
                for line in log:
                    totals['lines', mta, '', ''] += 1
                    kind = verdict(mta, line)
                    if kind:
                        totals[KINDS[kind], mta, '', ''] += 1
    return totals


def verdict(mta, line):
    if mta == 'postfix':
        found = POSTFIX_VERDICT.search(line)
        return found and found.group(1)
    words = line.split(' ', 4)
    untried = 'retry timeout exceeded' in line or 'retry time not reached' in line
    return words[3] if len(words) > 4 and words[3] in KINDS and not untried else None


def without(kind, totals):
    return collections.Counter({key: count for key, count in totals.items() if key[0] != kind})


def only(kind, totals):
    return collections.Counter({key: count for key, count in totals.items() if key[0] == kind})


def any_retry(totals):
    """The same, without telling a delivery after a retry from one at once: that is not kept over a restart."""
    merged = collections.Counter()
    for (kind, mta, code, domain), count in totals.items():
        merged[kind, mta, 'delivered' if code == 'delivered_after_retry' else code, domain] += count
    return merged


def by(totals, kind, *columns):
    """Adds up one kind by some of the key's columns (1 mta, 2 code, 3 domain)."""
    sums = collections.Counter()
    for key, count in totals.items():
        if key[0] == kind:
            sums[tuple(key[column] for column in columns)] += count
    return sums


def differences(title, expected, found):
    return [f'{title}: {" ".join(filter(None, key))}: expected {expected[key]}, found {found[key]}'
            for key in sorted(set(expected) | set(found)) if expected[key] != found[key]]
