"""Drives the test of live.sh, inside its namespaces: traffic, rotations, kills, and the comparison at the end.

usage: live.py --jar JAR --exim EXIM --directory DIRECTORY --seed SEED
       live.py --released LOG    waits until Postfix has let go of what LOG was renamed to
"""
import argparse
import json
import os
import random
import signal
import smtplib
import subprocess
import sys
import threading
import time
import urllib.request

import live_sink
import live_totals

HERE = os.path.dirname(os.path.abspath(__file__))
LOGS = live_totals.LOGS
HOSTS = {'postfix': '127.0.0.1', 'exim': '127.0.0.2'}
WRITERS = {'postfix': 'postlogd', 'exim': 'exim4'}
METRICS = 'http://127.0.0.1:9587/metrics'
JAVA_FLAGS = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']

# Messages to each server, and over how many seconds.
KILLS_PHASE = ({'postfix': 500, 'exim': 300}, 60)
EXPIRY_PHASE = ({'postfix': 250, 'exim': 150}, 25)
KILLS = 5
ROTATIONS = 12
PATIENCE = 75

NUMBERED = 'compress\n nodelaycompress\n rotate 100\n'
DATED = 'compress\n delaycompress\n rotate 100\n dateext\n dateformat -%Y%m%d-%s\n'
METHODS = {
    'postfix': {
        'create': NUMBERED + ' create 640 root adm\n postrotate\n  postfix reload >/dev/null 2>&1\n  RELEASED\n endscript\n',
        'dated': DATED + ' nocreate\n postrotate\n  postfix reload >/dev/null 2>&1\n  RELEASED\n endscript\n',
        'copytruncate': NUMBERED + ' copytruncate\n',
        'postfix logrotate': None,
    },
    'exim': {
        'create': NUMBERED + ' create 640 Debian-exim adm\n postrotate\n  sleep 0.2\n endscript\n',
        'dated': DATED + ' nocreate\n',
        'nocreate': NUMBERED + ' nocreate\n postrotate\n  sleep 0.2\n endscript\n',
        'copytruncate': NUMBERED + ' copytruncate\n',
    },
}


def say(text):
    print(f'{time.strftime("%H:%M:%S")} {text}', flush=True)


def processes(name):
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            if os.path.basename(os.readlink(f'/proc/{pid}/exe')) == name:
                yield int(pid)
        except OSError:
            pass  # ended meanwhile


def released(log):
    """Postfix writes to the renamed file until its log daemon has ended; compressed before that, lines would be lost."""
    while any(other_log_is_open(pid, log) for pid in processes('postlogd')):
        time.sleep(0.02)


def other_log_is_open(pid, log):
    try:
        names = [os.readlink(f'/proc/{pid}/fd/{fd}') for fd in os.listdir(f'/proc/{pid}/fd')]
    except OSError:
        return False
    return any(name.startswith(log) and name != log for name in names)


class Paused:
    """Keeps a server from writing its log. What is written between copy and truncate is lost, by copytruncate itself."""

    def __init__(self, mta):
        self.name = WRITERS[mta]
        self.stopped = set()

    def __enter__(self):
        while True:
            writing = [pid for pid in processes(self.name) if not self.is_stopped(pid)]
            if not writing:
                return self
            for pid in writing:
                self.stopped.add(pid)
                self.signal(pid, signal.SIGSTOP)

    def __exit__(self, *_):
        for pid in self.stopped:
            self.signal(pid, signal.SIGCONT)

    @staticmethod
    def is_stopped(pid):
        try:
            with open(f'/proc/{pid}/stat') as stat:
                return stat.read().rsplit(')', 1)[1].split()[0] in 'TZX'
        except OSError:
            return True

    @staticmethod
    def signal(pid, number):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


class Rotator:

    def __init__(self, directory):
        self.directory = directory
        self.count = 0

    def rotate(self, mta, method):
        if method == 'postfix logrotate':
            subprocess.run(['postfix', 'logrotate'], check=True, stderr=subprocess.DEVNULL)
        elif method == 'copytruncate':
            with Paused(mta):
                self.logrotate(mta, method)
        else:
            self.logrotate(mta, method)
        self.count += 1
        say(f'rotated {LOGS[mta]}: {method}')

    def logrotate(self, mta, method):
        configuration = f'{self.directory}/rotate-{mta}-{method}.conf'
        wait = f'/usr/bin/python3 {HERE}/live.py --released {LOGS[mta]}'
        with open(configuration, 'w') as file:
            file.write(f'{LOGS[mta]} {{\n {METHODS[mta][method].replace("RELEASED", wait)}}}\n')
        os.chmod(configuration, 0o644)
        subprocess.run(['logrotate', '--force', '--state', configuration + '.state', configuration], check=True)


class Agent:

    def __init__(self, jar, directory):
        sources = [argument for mta, log in LOGS.items() for argument in ('--source', f'{mta}:{log}')]
        self.command = ['java', *JAVA_FLAGS, '-jar', jar, 'agent', *sources, '--store', f'{directory}/store',
                        '--listen', '127.0.0.1:9587']
        self.output = open(f'{directory}/agent.log', 'ab')
        self.process = None
        self.kills = 0

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.output, stderr=self.output)

    def end(self, number):
        self.process.send_signal(number)
        self.process.wait()

    def kill(self):
        self.end(signal.SIGKILL)
        self.kills += 1

    def metrics(self):
        try:
            with urllib.request.urlopen(METRICS, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            return None

    def wait(self):
        until = time.monotonic() + 60
        while self.metrics() is None:
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError('the agent does not answer')
            time.sleep(0.1)


class Watch(threading.Thread):
    """Sees that no counter ever falls, not at a restart either, and that none is ahead of the SMTP server's record."""

    def __init__(self, agent, record):
        super().__init__(daemon=True)
        self.agent, self.record = agent, record
        self.highest = {}
        self.faults = []
        self.scrapes = 0

    def run(self):
        while True:
            metrics = self.agent.metrics()
            if metrics is not None:
                self.look(metrics)
            time.sleep(0.5)

    def look(self, metrics):
        self.scrapes += 1
        for series, value in live_totals.samples(metrics).items():
            if series[0].endswith('_total') and series[0].startswith(('mail_', 'bouncewatch_lines')):
                if value < self.highest.get(series, 0):
                    self.faults.append(f'{series} fell from {self.highest[series]} to {value}')
                self.highest[series] = value
        delivered = sum(live_totals.by(live_totals.of_metrics(metrics), 'delivered', 1).values())
        taken = sum(live_totals.by(live_totals.of_record(self.record), 'delivered', 1).values())
        if delivered > taken:
            self.faults.append(f'{delivered} deliveries counted when the server had taken {taken}')


class Traffic:
    """Invents messages and hands them to the servers, at an even pace."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0
        self.messages = 0
        self.recipients = 0

    def message(self, expiring):
        late = {name for name, script in live_sink.SCRIPTS.items() if script.stage == 'data'}
        later = {name for name, script in live_sink.SCRIPTS.items() if script.reply[0] == '4'} - late
        kinds = ['ok'] * 12 + sorted(set(live_sink.SCRIPTS) - {'waiting'}) + (['waiting'] if expiring else [])
        count = self.random.choice([1, 1, 1, 1, 2, 2, 3, 5])
        chosen = self.random.choices(kinds, k=count)
        # Exim blames a refusal of the message on those too whom the server had told to come back later.
        if late & set(chosen):
            chosen = ['ok' if kind in later else kind for kind in chosen]
        self.number += 1
        sender = f'from.{self.number}@{self.random.choice(live_sink.DOMAINS)}'
        return sender, [f'{kind}.{self.number}-{index}@{self.random.choice(live_sink.DOMAINS)}'
                        for index, kind in enumerate(chosen)]

    def start(self, counts, seconds, expiring):
        threads = []
        for mta, count in counts.items():
            plan = [self.message(expiring) for _ in range(count)]
            self.messages += count
            self.recipients += sum(len(recipients) for _, recipients in plan)
            threads.append(threading.Thread(target=self.send, args=(mta, plan, seconds), daemon=True))
            threads[-1].start()
        return threads

    @staticmethod
    def send(mta, plan, seconds):
        began = time.monotonic()
        for number, (sender, recipients) in enumerate(plan):
            time.sleep(max(0.0, began + seconds * number / len(plan) - time.monotonic()))
            with smtplib.SMTP(HOSTS[mta], 25, 'client.test', timeout=60) as client:
                client.sendmail(sender, recipients, f'Subject: number {number}\n\nHello.\n')


class Run:

    def __init__(self, options):
        self.directory, self.exim = options.directory, options.exim
        self.record = f'{options.directory}/record'
        self.random = random.Random(options.seed)
        self.traffic = Traffic(options.seed)
        self.rotator = Rotator(options.directory)
        self.agent = Agent(options.jar, options.directory)
        self.watch = Watch(self.agent, self.record)
        self.faults = []

    def start(self):
        open(self.record, 'w').close()
        self.sink = subprocess.Popen(['/usr/bin/python3', f'{HERE}/live_sink.py', self.record])
        subprocess.run(['postfix', 'start'], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([self.exim, '-bd', '-q2s'], check=True)
        self.agent.start()
        self.agent.wait()
        self.watch.start()

    def stop(self):
        subprocess.run(['postfix', 'stop'], check=True, stderr=subprocess.DEVNULL)
        with open(f'{self.directory}/exim.pid') as file:
            os.kill(int(file.read()), signal.SIGTERM)
        while any(processes('exim4')):
            time.sleep(0.1)

    def methods(self):
        """All methods of both, in some order, and again."""
        while True:
            turn = [(mta, method) for mta, methods in METHODS.items() for method in methods]
            self.random.shuffle(turn)
            yield from turn

    def kills_phase(self):
        senders = self.traffic.start(*KILLS_PHASE, expiring=False)
        seconds = KILLS_PHASE[1]
        events = sorted([(self.random.uniform(1, seconds), 'rotate') for _ in range(ROTATIONS)]
                        + [(self.random.uniform(2, seconds), 'kill') for _ in range(KILLS)])
        methods = self.methods()
        began = time.monotonic()
        for when, what in events:
            time.sleep(max(0.0, began + when - time.monotonic()))
            if what == 'rotate':
                self.rotator.rotate(*next(methods))
            else:
                self.kill(methods)
        self.finish(senders)

    def kill(self, methods):
        """At once, amid a rotation, or while it starts; it is down for some time, and logs are rotated meanwhile."""
        way = self.random.choice(['at once', 'amid a rotation', 'at its start too'])
        if way == 'amid a rotation':
            rotation = threading.Thread(target=self.rotator.rotate, args=next(methods))
            rotation.start()
            time.sleep(self.random.uniform(0, 0.6))
        self.agent.kill()
        if way == 'amid a rotation':
            rotation.join()
        down = self.random.uniform(0, 2)
        say(f'killed {way}, down for {down:.1f} s')
        for _ in range(self.random.choice([0, 1, 2, 3])):
            self.rotator.rotate(*next(methods))
        time.sleep(down)
        self.agent.start()
        if way == 'at its start too':
            time.sleep(self.random.uniform(0, 2))
            self.agent.kill()
            self.agent.start()
        self.agent.wait()

    def expiry_phase(self):
        """Without kills, so that what becomes of each recipient can be told exactly; messages expire."""
        subprocess.run(['postconf', 'maximal_queue_lifetime = 20s', 'bounce_queue_lifetime = 20s'], check=True)
        subprocess.run(['postfix', 'reload'], check=True, stderr=subprocess.DEVNULL)
        with open('/etc/exim4/exim4.conf') as file:
            settings = file.read()
        with open('/etc/exim4/exim4.conf', 'w') as file:
            file.write(settings.replace('F,1h,2s', 'F,20s,2s'))
        senders = self.traffic.start(*EXPIRY_PHASE, expiring=True)
        methods = self.methods()
        while any(sender.is_alive() for sender in senders):
            time.sleep(self.random.uniform(0, 6))
            self.rotator.rotate(*next(methods))
        self.finish(senders)

    def finish(self, senders):
        for sender in senders:
            sender.join()
        say('all messages sent')
        until = time.monotonic() + PATIENCE
        while self.queued() and time.monotonic() < until:
            time.sleep(0.5)
        if self.queued():
            self.faults.append(f'{self.queued()} messages are still queued')
        say('the queues are empty')

    def queued(self):
        postfix = subprocess.run(['postqueue', '-j'], capture_output=True, text=True, check=True).stdout
        exim = subprocess.run([self.exim, '-bpc'], capture_output=True, text=True, check=True).stdout
        return len(postfix.splitlines()) + int(exim)

    def settled(self, expected):
        """The agent's totals once they are the expected ones, and still are a little later; or after some patience."""
        until = time.monotonic() + PATIENCE
        while True:
            found = live_totals.of_metrics(self.agent.metrics() or '')
            if time.monotonic() > until or found_all(expected, found):
                time.sleep(2)
                return live_totals.of_metrics(self.agent.metrics() or '')
            time.sleep(0.5)


def found_all(expected, found):
    return not live_totals.differences('', expected, live_totals.any_retry(without_lines(found)))


def without_lines(totals):
    return type(totals)({key: count for key, count in totals.items() if key[0] != 'lines'})


def table(title, header, rows):
    print(f'\n{title}')
    rows = [header] + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    for row in rows:
        print('  ' + '  '.join(cell.ljust(width) if column < len(header) - 3 else cell.rjust(width)
                               for column, (cell, width) in enumerate(zip(row, widths))).rstrip())


def show(expected, logs, found):
    for kind, columns, title in (('delivered', (1, 3), 'Deliveries by domain'), ('soft', (1, 2), 'Soft bounces by code'),
                                 ('hard', (1, 2), 'Hard bounces by code'), ('recipients', (1, 2), 'Recipients')):
        want, have = (live_totals.by(totals, kind, *columns) for totals in (expected, found))
        table(title, ['mta', 'of', 'server', '', 'agent'],
              [[*key, want[key], '', have[key]] for key in sorted(set(want) | set(have))])
    rows = []
    for mta in LOGS:
        for kind in 'delivered', 'soft', 'hard', 'lines':
            want, seen, have = (live_totals.by(totals, kind, 1)[(mta,)] for totals in (expected, logs, found))
            rows.append([mta, kind, '' if kind == 'lines' else want, seen, have])
    table('All', ['mta', 'of', 'server', 'logs', 'agent'], rows)


def compare(run):
    """Totals over the whole run, the fate of each recipient in the phase without kills, and every line."""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--released')
    parser.add_argument('--jar')
    parser.add_argument('--exim')
    parser.add_argument('--directory')
    parser.add_argument('--seed')
    options = parser.parse_args()
    if options.released:
        released(options.released)
        return 0
    say(f'seed {options.seed}')
    run = Run(options)
    run.start()
    run.kills_phase()
    first = live_totals.of_record(run.record)
    first_found = run.settled(live_totals.any_retry(first))
    faults = live_totals.differences('with kills', live_totals.any_retry(first), live_totals.any_retry(without_lines(first_found)))
    run.expiry_phase()
    expected = live_totals.of_record(run.record)
    run.stop()
    found = run.settled(live_totals.any_retry(expected))
    logs = live_totals.of_logs()
    show(expected, logs, found)
    faults += live_totals.differences('in all', live_totals.any_retry(expected), live_totals.any_retry(without_lines(found)))
    later, later_found = expected.copy(), found.copy()
    later.subtract(first)
    later_found.subtract(first_found)
    faults += live_totals.differences('without kills', +later, +without_lines(later_found))
    faults += live_totals.differences('lines', only(logs, 'lines'), only(found, 'lines'))
    run.agent.end(signal.SIGTERM)
    run.agent.start()
    run.agent.wait()
    time.sleep(3)
    again = live_totals.of_metrics(run.agent.metrics())
    faults += live_totals.differences('after a restart', found, again)
    faults += run.watch.faults + run.faults
    say(f'{run.traffic.messages} messages to {run.traffic.recipients} recipients, {sum(1 for _ in open(run.record))} answers, '
        f'{run.rotator.count} rotations, {run.agent.kills} kills, {run.watch.scrapes} scrapes')
    print('\n'.join(faults) or 'no difference')
    return 1 if faults else 0


def only(totals, kind):
    return type(totals)({key: count for key, count in totals.items() if key[0] == kind})


if __name__ == '__main__':
    sys.exit(main())
