"""Compares the logs with the SMTP sink's own record of what it accepted and what it refused for good.

usage: compare_sink.py           writes VARIANT.accepted.tsv, VARIANT.permanent.tsv and differences.tsv
       compare_sink.py --check   compares them with a fresh comparison; exit status 1 where they differ,
                                 or where a difference has no explanation
"""
import gzip
import os
import sys

import count_outcomes
import exim_walk
import postfix_walk
import verdicts

TRUTH = os.path.join(count_outcomes.SAMPLES, 'truth')
VARIANTS = {'exim-all': 'exim-all.mainlog.gz', 'exim-default': 'exim-default.mainlog.gz',
            'pf-file': 'postfix-file-longids.log.gz', 'pf-main': 'postfix-main.iso8601.log.gz'}

EXPLANATIONS = {
    'address_probe': 'The MTA asked whether the address exists; no message was to be delivered.',
    'callout': 'Exim asked during the incoming RCPT (callout) and refused its own client: a rejection, not a bounce.',
    'cut_through': 'Delivered while the client still waited (cut-through); Exim passed the refusal on: a rejection.',
    'not_smtp': 'Another recipient of the message got an answer that is no SMTP (k191); from there on the MTA '
                'takes every answer for the one to the command before.',
    'refused_again': 'Refused twice: another recipient got an answer that is no SMTP (k191), so Exim put all of them '
                     'off and tried again.',
    'other_reply': 'Put off at RCPT, then Exim logged the refusal of the whole message for this recipient too.',
    'sender_refused': 'MAIL FROM was refused, so the sink never heard of the recipient.',
    'greeting_refused': 'The greeting was a refusal, so the sink never heard of the recipient.',
    'helo_refused': 'EHLO and HELO were refused, so the sink never heard of the recipient.',
    'wrong_class': 'The sink answered RCPT with 354, which is neither yes nor no; Postfix gives up.',
}


def normal(address):
    return verdicts.unquoted(address).lower()


def unescape(cell):
    out, at = [], 0
    while at < len(cell):
        if cell[at] == '\\' and at + 1 < len(cell):
            at += 1
            out.append({'t': '\t', 'n': '\n', 'r': '\r'}.get(cell[at], cell[at]))
        else:
            out.append(cell[at])
        at += 1
    return ''.join(out)


def escape(text):
    return text.replace('\\', '\\\\').replace('\t', '\\t').replace('\r', '\\r').replace('\n', '\\n')


def sink_events(variant):
    with gzip.open(os.path.join(TRUTH, variant + '.sink.tsv.gz'), 'rt', encoding='utf-8', newline='\n') as table:
        rows = [line.rstrip('\n').split('\t') for line in table]
    for row in rows[1:]:
        event = dict(zip(rows[0], row))
        for key in ('recipient', 'sender'):
            event[key] = None if event[key] == '-' else unescape(event[key])
        yield event


class Log:
    """What one log says of each recipient."""

    def __init__(self, name):
        self.delivered, self.bounced, self.said, self.sender = {}, {}, {}, {}
        self.rejections = []
        for raw in count_outcomes.lines_of(name):
            kind, verdict = (exim_walk.exim_line if name.startswith('exim') else postfix_walk.postfix_line)(raw)
            if kind == 'arrival':
                self.sender[verdict['id']] = verdict['sender']
            elif kind == 'rejected':
                self.rejections.append(verdicts.clean(raw))
            elif kind == 'attempt':
                address = normal(verdict['recipient'])
                self.said.setdefault(address, []).append(verdict)
                if verdict['outcome'] == 'delivered' and verdict['reply_code']:
                    self.delivered[address] = self.delivered.get(address, 0) + 1
                if verdict['outcome'] == 'bounced' and verdict['reply_code']:
                    self.bounced.setdefault(address, []).append(verdict)


class Sink:
    """What one sink answered for good."""

    def __init__(self, variant):
        self.accepted, self.refused, self.heard, self.others = {}, {}, {}, []
        self.garbled = set()                             # senders of messages with an answer that is no SMTP
        for event in sink_events(variant):
            if event['recipient'] is None:
                if event['code'].startswith('5'):
                    self.others.append(event)
                continue
            address = normal(event['recipient'])
            self.heard.setdefault(address, []).append(event)
            if event['code'] == '-' and event['action'] == 'reply' and event['sender']:
                self.garbled.add(event['sender'])
            if event['code'].startswith('2') and event['stage'] == 'DOT':
                self.accepted[address] = self.accepted.get(address, 0) + 1
            if event['code'].startswith('5'):
                self.refused.setdefault(address, []).append(event)

    def refuses_host(self, stage, host, code):
        return any(event['stage'] == stage and event['host'] == host and int(event['code']) == code
                   for event in self.others)

    def refuses_sender(self, sender, code):
        return any(event['stage'] == 'MAIL' and event['sender'] == sender and int(event['code']) == code
                   for event in self.others)

    def refuses_message(self, sender, host, code):
        return any(event['stage'] == 'DOT' and event['sender'] == sender and event['host'] == host
                   and int(event['code']) == code for events in self.refused.values() for event in events)


def why_not_in_log(address, refused, sink, log):
    """The sink refused more often than the log says."""
    said = log.said.get(address, [])
    if any(verdict['outcome'] == 'probe' for verdict in said):
        return 'address_probe'
    for line in log.rejections:
        if address in line.lower():
            return 'callout' if all(event['sender'] == '' for event in refused) else 'cut_through'
    if any(event['sender'] in sink.garbled for event in refused):
        return 'refused_again' if address in log.bounced else 'not_smtp'
    return None


def why_not_in_sink(verdict, sink, log):
    """The log holds a refusal which the sink never gave to this recipient."""
    code, host = verdict['reply_code'], verdict['host']
    sender = log.sender.get(verdict['id'])
    if sink.refuses_sender(sender, code):
        return 'sender_refused'
    if sink.refuses_host('CONNECT', host, code):
        return 'greeting_refused'
    if sink.refuses_host('EHLO', host, code):
        return 'helo_refused'
    if sender in sink.garbled:
        return 'not_smtp'
    heard = sink.heard.get(normal(verdict['recipient']), [])
    if code == 354 and any(event['code'] == '354' for event in heard):
        return 'wrong_class'
    if heard and sink.refuses_message(sender, host, code):
        return 'other_reply'
    return None


def sink_said(events):
    return '; '.join(sorted({'%s %s' % (event['stage'], event['code']) for event in events})) or 'nothing'


def log_says(said):
    outcomes = {}
    for verdict in said:
        outcomes[verdict['outcome']] = outcomes.get(verdict['outcome'], 0) + 1
    return '; '.join('%s %d' % (outcome, outcomes[outcome]) for outcome in sorted(outcomes)) or 'no attempt'


def compare(variant):
    """(recipient → acceptances, recipient → permanent refusals, rows of differences)."""
    sink, log = Sink(variant), Log(VARIANTS[variant])
    rows = []
    for address in sorted(set(sink.accepted) | set(log.delivered)):
        accepted, delivered = sink.accepted.get(address, 0), log.delivered.get(address, 0)
        if accepted != delivered:                        # never happened
            rows.append([variant, escape(address), str(accepted), str(delivered), 'DOT 2yz',
                         log_says(log.said.get(address, [])), 'unexplained', ''])
    for address in sorted(set(sink.refused) | set(log.bounced)):
        refused, bounced = sink.refused.get(address, []), log.bounced.get(address, [])
        if len(refused) == len(bounced):
            continue
        if len(refused) > len(bounced):
            category = why_not_in_log(address, refused, sink, log)
        else:
            category = why_not_in_sink(bounced[-1], sink, log)
        events = refused or sink.heard.get(address, [])
        rows.append([variant, escape(address), str(len(refused)), str(len(bounced)), sink_said(events),
                     log_says(log.said.get(address, [])), category or 'unexplained',
                     EXPLANATIONS.get(category, '')])
    return sink.accepted, {address: len(events) for address, events in sink.refused.items()}, rows


def counts(title, by_address):
    return table([['recipient', title]]
                 + [[escape(address), str(by_address[address])] for address in sorted(by_address)])


def table(rows):
    return ''.join('\t'.join(row) + '\n' for row in rows)


def main(check):
    files, faults = {}, 0
    differences = [['variant', 'recipient', 'sink_refusals', 'log_bounces', 'sink_said', 'log_says',
                    'category', 'explanation']]
    for variant in sorted(VARIANTS):
        accepted, permanent, rows = compare(variant)
        differences += rows
        files[variant + '.accepted.tsv'] = counts('accepted', accepted)
        files[variant + '.permanent.tsv'] = counts('permanent_refusals', permanent)
        categories = {}
        for row in rows:
            categories[row[6]] = categories.get(row[6], 0) + 1
            if row[6] == 'unexplained':
                faults += 1
                print('unexplained: ' + '\t'.join(row))
        print('%s: %d accepted, %d refused by the sink, %d differences %s'
              % (variant, sum(accepted.values()), sum(permanent.values()), len(rows),
                 dict(sorted(categories.items()))))
    files['differences.tsv'] = table(differences)
    for name, fresh in sorted(files.items()):
        path = os.path.join(TRUTH, name)
        if not check:
            with open(path, 'w', encoding='utf-8', newline='\n') as out:
                out.write(fresh)
            continue
        with open(path, encoding='utf-8', newline='\n') as committed:
            old = committed.read()
        for sign, lines in (('-', set(old.split('\n')) - set(fresh.split('\n'))),
                            ('+', set(fresh.split('\n')) - set(old.split('\n')))):
            for line in sorted(lines):
                faults += 1
                print('%s: %s %s' % (name, sign, line))
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main('--check' in sys.argv[1:]))
