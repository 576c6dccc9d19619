"""Says how every message of the sample logs ended for every recipient, without a regular expression.

usage: final_outcomes.py           writes expected-finals.tsv.gz
       final_outcomes.py --check   compares it with a fresh count; exit status 1 where they differ
       final_outcomes.py --dump    prints it

It does not follow a log line by line as the agent does. It first lays out the whole log: the lines of a queue id are cut into
lives (a life ends with `removed` or `Completed`, or where `client=` begins another one), then each life is judged at leisure.

Rows: sample, kind, recipient, outcome, count. Kinds: mail; own (a notification that this server wrote about a message); other (mail
without a sender from elsewhere). Further outcomes: waiting (at the end of the log, one for each address before aliasing), incomplete
(attempts of messages whose beginning is not in the log).
"""
import gzip
import os
import sys

import exim_walk
import postfix_walk
from count_outcomes import SAMPLES, lines_of, samples
from verdicts import LETTERS_DIGITS

FILE = os.path.join(SAMPLES, 'expected-finals.tsv.gz')
FINAL = ('delivered', 'bounced', 'expired')
PUT_OFF = ('deferred', 'suspended')


class Life:
    """What was said of one message, in order: (line number, kind, verdict)."""

    def __init__(self):
        self.said, self.over, self.notice_of = [], False, None

    def sender(self):
        known = [verdict['sender'] for _, kind, verdict in self.said if kind in ('arrival', 'expired')]
        return known[-1] if known else None

    def born(self):
        """Line where it certainly begins; None if that is not in the log."""
        for number, kind, verdict in self.said:
            if kind == 'intake' or kind == 'arrival' and verdict['mta'] == 'exim':
                return number
        return None

    def heard(self):
        return self.said[0][0]


def lives_of(name):
    walk = exim_walk.exim_line if name.startswith('exim') else postfix_walk.postfix_line
    lives, open_lives = [], {}

    def life_of(key):
        if key not in open_lives:
            open_lives[key] = Life()
            lives.append((key, open_lives[key]))
        return open_lives[key]

    for number, raw in enumerate(lines_of(name)):
        kind, verdict = walk(raw)
        if kind not in ('intake', 'arrival', 'attempt', 'expired', 'removed', 'notice') or verdict['id'] in (None, 'NOQUEUE'):
            continue
        instance = verdict['service'].split('/')[0]
        if kind == 'notice':
            life_of((instance, verdict['notice_id'])).notice_of = verdict['id']
            continue
        key = (instance, verdict['id'])
        if kind == 'intake':
            open_lives.pop(key, None)
        life = life_of(key)
        life.said.append((number, kind, verdict))
        if kind == 'arrival' and verdict.get('notice_of'):
            life.notice_of = verdict['notice_of']
        if kind == 'removed':
            life.over = True
            open_lives.pop(key)
    return [(key, life) for key, life in lives if life.said]


def handed_on(verdict, number, own, by_id):
    """The other message of the log whose id is in this reply, taken in before the reply, with the same sender; or None."""
    reply = verdict['reply'] or ''
    at = max(reply.rfind('queued as ') + 10, reply.rfind('OK id=') + 6)
    if 'queued as ' not in reply and 'OK id=' not in reply:
        return None
    end = at
    while end < len(reply) and reply[end] in LETTERS_DIGITS + '-':
        end += 1
    for life in by_id.get(reply[at:end], ()):
        if life is not own and life.born() is not None and life.born() < number and life.sender() == own.sender():
            return life
    return None


def judge(life, by_id):
    """Yields (recipient, outcome) for each end, each recipient that still waits, and each incomplete attempt."""
    begun = life.born() is not None or life.notice_of is not None
    ended, troubled, waiting, arrived = set(), set(), [], False
    for number, kind, verdict in life.said:
        if kind == 'arrival':
            arrived = True
        if kind == 'expired':
            late = [pair for pair in waiting] or [(None, None)]
            waiting = []
            for address, _ in late:
                if not (begun or arrived):
                    yield address, 'incomplete'
                if address is None or address not in ended:
                    yield address, 'expired'
                ended.add(address)
        if kind != 'attempt':
            continue
        address, outcome = verdict['recipient'], verdict['outcome']
        pair = (address, verdict['original'])
        exim_before_arrival = verdict['mta'] == 'exim' and not arrived
        if outcome == 'delivered' and handed_on(verdict, number, life, by_id):
            outcome = 'relayed'
        if exim_before_arrival or not (begun or arrived):
            yield address, 'incomplete'
        if outcome in PUT_OFF:
            troubled.add(address)
            if pair not in waiting:
                waiting.append(pair)
        elif outcome != 'probe':
            same = [one for one in waiting if one == pair] or [one for one in waiting if one[0] == address]
            if same:
                waiting.remove(same[0])
            if outcome in FINAL and address not in ended:
                ended.add(address)
                again = outcome == 'delivered' and bool(same)
                yield address, 'delivered_after_retry' if again else outcome
    if not life.over:
        for address, _ in waiting:
            yield address, 'waiting'


def count(name):
    lives = lives_of(name)
    by_id = {}
    for (_, queue_id), life in lives:
        by_id.setdefault(queue_id, []).append(life)
    for _, life in lives:
        for number, kind, verdict in life.said:
            # a notification stays one in the next queue of this host
            if kind == 'attempt' and life.notice_of and verdict['outcome'] in ('delivered', 'relayed'):
                following = handed_on(verdict, number, life, by_id)
                if following:
                    following.notice_of = life.notice_of
    rows = {}
    for _, life in lives:
        kind = 'own' if life.notice_of else 'other' if life.sender() == '' else 'mail'
        for address, outcome in judge(life, by_id):
            row = (name, 'any' if outcome in ('waiting', 'incomplete') else kind, address or '', outcome)
            rows[row] = rows.get(row, 0) + 1
    return rows


def main(arguments):
    rows = {}
    for name in samples():
        rows.update(count(name))
    text = ''.join('%s\t%s\t%s\t%s\t%d\n' % (row + (rows[row],)) for row in sorted(rows))
    if '--dump' in arguments:
        sys.stdout.write(text)
    elif '--check' in arguments:
        with gzip.open(FILE, 'rt', encoding='utf-8', newline='\n') as old:
            before = set(old.read().split('\n'))
        now = set(text.split('\n'))
        for row in sorted(before ^ now)[:40]:
            print('%s: %s' % ('committed' if row in before else 'counted', row))
        print('final outcomes: %d rows, %d differences' % (len(rows), len(before ^ now)))
        return 1 if before != now else 0
    else:
        with open(FILE, 'wb') as out, gzip.GzipFile('', 'wb', 9, out, 0) as packed:
            packed.write(text.encode('utf-8'))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
