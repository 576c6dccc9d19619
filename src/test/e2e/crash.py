#!/usr/bin/env python3
"""Kills an agent again and again while its log is written and rotated; every counter must end exact.

    crash.py [--kills N] [--lines N] [--life SECONDS] [--early SHARE] [--archive] [--seed N] [--jar FILE]

One thread writes a generated Postfix log with known truth: whole messages, hundreds of them interleaved, that wait, are tried again,
delivered, bounced, expire, give rise to notifications, and use queue ids again. It rotates the log by every method: rename, copy
and truncate, delete and create, dated names, compressed or not, several times while the agent is down. The main thread starts the agent,
scrapes it, and kills it with SIGKILL at a random moment. At the end every counter, how each recipient's mail ended, and
the number of recipients that wait must equal the truth, and at no scrape may a counter have gone backwards. Needs only the Python library, and zstd for one of the compressions (left out without it).
"""
import argparse, bz2, gzip, lzma, os, random, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
KEPT = 20  # rotated files
DOMAINS = ['a.test', 'b.test', 'c.example', 'd.example', 'e.test']
REFUSALS = {  # code: (reply, outcome)
    '5.1.1': ('550 5.1.1 <%s>: User unknown', 'bounced'),
    '5.7.1': ('554 5.7.1 <%s>: Relay access denied', 'bounced'),
    '4.2.2': ('452 4.2.2 <%s>: Over quota', 'deferred'),
    '4.7.1': ('450 4.7.1 <%s>: Greylisted', 'deferred'),
}
SERIES = re.compile(r'^(\w+)\{(.*)\} (\S+)$')
OPEN = 300 # messages in the queue at once
AHEAD = 60000 # lines that the writer may be ahead of the reader: some thirty rotations
EARLY = 5 # kills whose lines may be written in advance
BEGIN = 10 # seconds in which an agent should begin to count
STUCK = 300 # seconds without progress that are a fault
STEP = 2 # seconds of the log's time between two lines
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


class Truth:
    """What was written, in the words of the metrics."""

    def __init__(self):
        self.counts = {}

    def add(self, *series, amount=1):
        self.counts[series] = self.counts.get(series, 0) + amount


class Message:
    """One message; `life` yields its lines, in order, each counted in the truth as it is given out."""

    def __init__(self, log, notice_of):
        self.log, self.dice, self.truth = log, log.random, log.truth
        self.id, self.notice_of = log.new_id(), notice_of
        null = notice_of is not None or self.dice.random() < 0.05
        self.sender = '' if null else 'sender%d@origin%d.test' % (log.serial, log.serial % 7)
        self.kind = ('own',) if notice_of else ('other',) if null else ()
        self.recipients = ['user%d.%d@%s' % (log.serial, number, self.dice.choice(DOMAINS))
                           for number in range(1 if notice_of else self.dice.choice((1, 1, 2, 5)))]
        self.troubled, self.begun = set(), False
        self.life = self.lines()

    def said(self, daemon, text, result='ignored'):
        self.truth.add('lines', result)
        return self.log.head(daemon, self.id) + text + '\n'

    def ends(self, outcome):
        self.truth.add(*(('notifications',) + self.kind if self.kind else ('recipients',)) + (outcome,))

    def lines(self):
        if self.notice_of is None:
            self.begun = True
            yield self.said('smtpd', 'client=joe.test[192.0.2.7]')
        yield self.said('cleanup', 'message-id=<%s@origin.test>' % self.id)
        active = 'from=<%s>, size=%d, nrcpt=%d (queue active)' % (self.sender, 400 + self.log.serial % 5, len(self.recipients))
        waiting, failed = self.recipients, False
        patience = self.dice.choice((1, 2, 3, 4))
        while waiting:
            yield self.said('qmgr', active)
            left = []
            for recipient in waiting:
                fate = self.dice.random()
                if fate < 0.55:
                    yield from self.delivered(recipient)
                elif fate < 0.75:
                    failed = True
                    self.ends('bounced')
                    self.settled(recipient)
                    yield self.refused(recipient, self.dice.choice(('5.1.1', '5.7.1')))
                else:
                    left.append(recipient)
                    if recipient not in self.troubled:
                        self.truth.add('waiting')
                    self.troubled.add(recipient)
                    yield self.refused(recipient, self.dice.choice(('4.2.2', '4.7.1')))
            waiting, patience = left, patience - 1
            if waiting and patience == 0:
                failed = True
                for recipient in waiting:
                    self.ends('expired')
                    self.settled(recipient)
                    self.truth.add('bounced', '5.4.7', recipient.split('@')[1])
                yield self.said('qmgr', 'from=<%s>, status=expired, returned to sender' % self.sender, 'parsed')
                waiting = []
        if failed and self.sender:
            notice = Message(self.log, self.id)
            notice.begun = True
            self.log.queue.append(notice)
            yield self.said('bounce', 'sender non-delivery notification: ' + notice.id)
        self.begun = False
        yield self.said('qmgr', 'removed')

    def delivered(self, recipient):
        again = recipient in self.troubled
        self.ends('delivered_after_retry' if again else 'delivered')
        self.settled(recipient)
        yield self.sent(recipient, 'mx.%s[192.0.2.1]:25' % recipient.split('@')[1])
        if self.dice.random() < 0.03:  # another branch of the same recipient
            yield self.sent(recipient, 'local')

    def settled(self, recipient):
        if recipient in self.troubled:
            self.truth.add('waiting', amount=-1)
            self.troubled.discard(recipient)

    def sent(self, recipient, relay):
        tenths = self.dice.randint(0, 90)
        self.truth.add('delivered', recipient.split('@')[1])
        self.truth.add('delays')
        self.truth.add('delays in tenths of a second', amount=tenths)
        return self.said('smtp', 'to=<%s>, relay=%s, delay=%d.%d, delays=0/0/0/0, dsn=2.0.0, status=sent '
                         '(250 2.0.0 Ok: queued as X%d)' % (recipient, relay, tenths // 10, tenths % 10, self.log.serial), 'parsed')

    def refused(self, recipient, code):
        reply, outcome = REFUSALS[code]
        domain = recipient.split('@')[1]
        self.truth.add(outcome, code, domain)
        return self.said('smtp', 'to=<%s>, relay=mx.%s[192.0.2.1]:25, delay=0.5, delays=0/0/0/0, dsn=%s, status=%s '
                         '(host mx.%s[192.0.2.1] said: %s (in reply to RCPT TO command))' % (
                             recipient, domain, code, outcome, domain, reply % recipient), 'parsed')


class Writer(threading.Thread):
    def __init__(self, directory, lines, seed, seen, allowed, methods, packs):
        super().__init__(daemon=True)
        self.random = random.Random(seed)
        self.directory, self.total, self.seen, self.allowed = directory, lines, seen, allowed
        self.path = os.path.join(directory, 'mail.log')
        self.truth, self.written, self.rotations, self.fault = Truth(), 0, {}, None
        self.serial, self.methods, self.packs = 0, methods, packs
        self.queue, self.clock = [], int(time.time()) - (lines + 100) * STEP - 3600
        open(self.path, 'w').close()

    def run(self):
        try:
            while self.written < self.total:
                while self.written > self.allowed() or self.written - self.seen() > AHEAD:
                    time.sleep(0.05)
                for _ in range(self.random.randint(1, 12)):
                    self.append(self.random.randint(1, 400))
                    time.sleep(self.random.uniform(0, 0.25))
                # A log that was never seen is begun where it stands now: what was rotated away before is not its business.
                if self.seen() > 0:
                    self.rotate()
            self.append(50)
        except Exception as failure:  # the main thread tells it
            self.fault = failure

    def append(self, lines):
        text = ''.join(self.line() for _ in range(lines))
        cut = self.random.randint(0, len(text))
        with open(self.path, 'a') as log:  # in two pieces: a reader may see half a line
            log.write(text[:cut])
            log.flush()
            log.write(text[cut:])
        self.written += lines

    def line(self):
        self.clock += STEP
        kind = self.random.random()
        if kind < 0.3:
            self.truth.add('lines', 'ignored')
            return self.head('smtpd') + 'connect from client%d.test[192.0.2.7]\n' % self.random.randint(1, 999)
        while True:
            if not self.queue or len(self.queue) < OPEN and kind < 0.45:
                self.queue.append(Message(self, None))
            message = self.random.choice(self.queue)
            said = next(message.life, None)
            if said is not None:
                return said
            self.queue.remove(message)

    def head(self, daemon, queue_id=None):
        stamp = time.strftime('%Y-%m-%dT%H:%M:%S+00:00', time.gmtime(self.clock))
        return '%s mx1 postfix/%s[%d]: ' % (stamp, daemon, self.random.randint(100, 30000)) + (queue_id + ': ' if queue_id else '')

    def new_id(self):
        """Short ids are used again as soon as their message has left, long ones never."""
        self.serial += 1
        if self.random.random() < 0.5:
            return '4Jq%09d' % self.serial
        used = {message.id for message in self.queue}
        while True:
            short = '%05X' % self.random.randint(0, 4 * OPEN)
            if short not in used:
                return short

    def rotate(self):
        method = self.random.choice(self.methods)
        if method == 'delete':
            # What nobody has read is gone with the file: that is no fault of a reader, so it waits until all was read.
            if self.seen() != self.written:
                return
            os.unlink(self.path)
        else:
            self.shift()
            target = self.path + ('.1' if method != 'dated' else '-%012d' % self.serial)
            if method == 'copytruncate':
                shutil.copy2(self.path, target)
                os.truncate(self.path, 0)
            else:
                os.rename(self.path, target)
            if self.packs and self.random.random() < 0.5:
                method += ' ' + self.compress(target)
        if not os.path.exists(self.path):
            open(self.path, 'w').close()
        self.rotations[method] = self.rotations.get(method, 0) + 1

    def shift(self):
        """mail.log.1 becomes mail.log.2 and so on; when all was read, only the newest are kept, as rotation does."""
        numbered = {}
        for name in os.listdir(self.directory):
            found = re.fullmatch(r'mail\.log\.(\d+)(|\.gz|\.bz2|\.xz|\.zst)', name)
            if found:
                numbered[int(found[1])] = found[2]
        all_read = self.seen() == self.written
        for number in sorted(numbered, reverse=True):
            old = '%s.%d%s' % (self.path, number, numbered[number])
            if all_read and number > KEPT:
                os.unlink(old)
            else:
                os.rename(old, '%s.%d%s' % (self.path, number + 1, numbered[number]))

    def compress(self, path):
        kinds = ['gz', 'bz2', 'xz'] + (['zst'] if shutil.which('zstd') else [])
        kind = self.random.choice(kinds)
        if kind == 'zst':
            subprocess.run(['zstd', '-q', '--rm', path], check=True)
            return kind
        opened = {'gz': gzip.open, 'bz2': bz2.open, 'xz': lzma.open}[kind](path + '.' + kind, 'wb')
        with open(path, 'rb') as plain, opened as packed:
            shutil.copyfileobj(plain, packed)
        shutil.copystat(path, path + '.' + kind)
        os.unlink(path)
        return kind


GAUGES = ('mail_deferred_recipients', 'bouncewatch_open_messages')


class Agent:
    def __init__(self, jar, directory, log):
        self.jar, self.log = jar, log
        self.store, self.err = os.path.join(directory, 'store'), os.path.join(directory, 'agent.err')
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        self.process, self.last, self.scrapes, self.backwards, self.gauges = None, {}, 0, [], []
        self.classes = []

    def archive(self, directory):
        """Keeps the loaded classes in a file, so that starting takes half as long."""
        classes = os.path.join(directory, 'classes.jsa')
        self.classes = ['-XX:ArchiveClassesAtExit=' + classes]
        self.start()
        while self.scrape() is None:
            time.sleep(0.1)
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.store)
        self.classes = ['-XX:SharedArchiveFile=' + classes]

    def start(self):
        self.process = subprocess.Popen(
            ['java'] + self.classes + ['@' + os.path.join(HERE, 'jvm-flags'), '-jar', self.jar, 'agent',
             '--source', 'postfix:' + self.log, '--listen', '127.0.0.1:%d' % self.port, '--store', self.store],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(self.err, 'a'))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def scrape(self):
        """All counters; None while it does not answer."""
        try:
            with urllib.request.urlopen('http://127.0.0.1:%d/metrics' % self.port, timeout=5) as answer:
                text = answer.read().decode()
        except OSError:
            return None
        counters, self.gauges = {}, []
        for row in text.splitlines():
            found = SERIES.match(row)
            if row.startswith(GAUGES):
                self.gauges.append((re.match(r'\w+', row)[0], float(row.split()[-1])))
            elif found and re.search(r'(_total|_bucket|_count|_sum)$', found[1]) and not found[1].startswith('bouncewatch_commit'):
                counters[found[1] + '{' + found[2] + '}'] = (found[1], dict(LABEL.findall(found[2])), float(found[3]))
        self.scrapes += 1
        for series, value in self.last.items():
            if counters.get(series, (0, 0, 0))[2] < value:
                self.backwards.append('%s: %s after %s' % (series, counters.get(series, (0, 0, None))[2], value))
        self.last = {series: entry[2] for series, entry in counters.items()}
        return [entry for entry in counters.values()]


def values_of(agent, counters):
    """What is compared: counters, and as a counter of a kind the recipients that wait."""
    return counters + [(name, {}, value) for name, value in agent.gauges]


def lines_of(counters):
    return sum(value for name, _, value in counters if name == 'bouncewatch_lines_total')


def compare(truth, counters):
    found = {}
    for name, labels, value in counters:
        if name == 'bouncewatch_lines_total':
            key = ('lines', labels['result'])
        elif name == 'mail_deliveries_total':
            key = ('delivered', labels['domain'])
        elif name == 'mail_bounces_total':
            key = ('bounced' if labels['type'] == 'hard' else 'deferred', labels['code'], labels['domain'])
        elif name == 'mail_recipients_total':
            key = ('recipients', labels['outcome'])
        elif name == 'mail_notification_recipients_total':
            key = ('notifications', labels['origin'], labels['outcome'])
        elif name == 'mail_deferred_recipients':
            key = ('waiting',)
        elif name == 'bouncewatch_open_messages':
            key = ('open messages',)
        elif name == 'mail_delivery_delay_seconds_count':
            key = ('delays',)
        elif name == 'mail_delivery_delay_seconds_sum':
            key, value = ('delays in tenths of a second',), round(value * 10)
        elif name == 'bouncewatch_messages_forgotten_total':
            key = ('forgotten', labels['cause'])
        elif name == 'bouncewatch_source_lost_bytes_total':
            key = ('lost bytes', labels.get('cause', ''))
        else:
            continue
        found[key] = found.get(key, 0) + int(value)
    return ['%s: expected %d, found %d' % (' '.join(key), truth.get(key, 0), found.get(key, 0))
            for key in sorted(set(truth) | set(found)) if truth.get(key, 0) != found.get(key, 0)]


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--kills', type=int, default=50)
    options.add_argument('--lines', type=int, default=150000)
    options.add_argument('--life', type=float, default=4, help='most seconds between the first count and a kill')
    options.add_argument('--seed', type=int, default=int.from_bytes(os.urandom(3), 'big'))
    options.add_argument('--methods', default='rename,dated,copytruncate,delete', help='of rotation; for finding a fault')
    options.add_argument('--plain', action='store_true', help='compress nothing; for finding a fault')
    options.add_argument('--keep', action='store_true', help='leave logs and store of a run that failed, and say where')
    options.add_argument('--early', type=float, default=0.5, help='share of agents that are killed within a second of their start')
    options.add_argument('--archive', action='store_true', help='start from an archive of classes: quicker, for many kills')
    options.add_argument('--jar', default=os.path.join(TOP, 'target', 'bouncewatch.jar'))
    chosen = options.parse_args()
    print('crash.py: seed %d' % chosen.seed, flush=True)
    dice = random.Random(chosen.seed)
    directory = tempfile.mkdtemp(prefix='bouncewatch-crash')
    seen, kills = [0], 0

    def allowed():
        """Lines that may be written by now: there is something to count in every life."""
        return chosen.lines * (kills + EARLY) / chosen.kills

    writer = Writer(directory, chosen.lines, chosen.seed, lambda: seen[0], allowed,
                    chosen.methods.split(','), not chosen.plain)
    agent = Agent(chosen.jar, directory, writer.path)
    started, faults = time.monotonic(), []
    try:
        if chosen.archive:
            agent.archive(directory)
        writer.start()
        agent.start()
        while seen[0] == 0 and time.monotonic() < started + 60:
            counters = agent.scrape()
            seen[0] = lines_of(counters) if counters else 0
            time.sleep(0.05)
        progress = started
        while kills < chosen.kills or writer.is_alive():
            # Some are killed while they start, the others some time after they began to count, however slow the machine is.
            early, counted = dice.random() < chosen.early, seen[0]
            end = time.monotonic() + (dice.uniform(0, 1) if early else BEGIN)
            while time.monotonic() < end:
                counters = agent.scrape()
                if counters and lines_of(counters) > seen[0]:
                    seen[0], progress = lines_of(counters), time.monotonic()
                if not early and seen[0] > counted:
                    early, end = True, time.monotonic() + dice.uniform(0, chosen.life)
                time.sleep(0.05)
            if time.monotonic() > progress + STUCK and seen[0] < writer.written:
                faults.append('nothing was counted for %d seconds, with %d lines to read' % (STUCK, writer.written - seen[0]))
                break
            agent.kill()
            kills += 1
            agent.start()
        wait = time.monotonic() + 120
        counters = None
        while time.monotonic() < wait and (counters is None or lines_of(counters) < writer.written):
            counters = agent.scrape()
            time.sleep(0.1)
        time.sleep(2)  # nothing more may come
        counters = agent.scrape() or counters
        if counters is None:
            faults.append('the agent does not answer' + (
                '' if agent.process.poll() is None else ': it ended with status %d' % agent.process.poll()))
        if writer.fault:
            faults.append('the writer failed: %r' % writer.fault)
        writer.truth.add('open messages', amount=sum(message.begun for message in writer.queue))
        faults += compare(writer.truth.counts, values_of(agent, counters or [])) + agent.backwards
        ended = {key[-1]: count for key, count in writer.truth.counts.items() if key[0] == 'recipients'}
        print('crash.py: recipients %s, %d wait in %d open messages' % (
            ended, writer.truth.counts['waiting', ], writer.truth.counts['open messages', ]))
        print('crash.py: %d lines, %d kills, %d rotations %s, %d scrapes, %.0f s' % (
            writer.written, kills, sum(writer.rotations.values()), writer.rotations, agent.scrapes, time.monotonic() - started))
    finally:
        agent.kill()
        if faults:
            said = [line for line in open(agent.err) if not line.startswith('bouncewatch: following')]
            sys.stderr.writelines(said[-20:])
        if faults and chosen.keep:
            print('crash.py: logs and store are left in ' + directory)
        else:
            shutil.rmtree(directory, ignore_errors=True)
    for fault in faults[:40]:
        print('crash.py: FAILED: ' + fault, file=sys.stderr)
    if not faults:
        print('crash.py: passed: every counter equals the truth, and none ever went backwards')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
