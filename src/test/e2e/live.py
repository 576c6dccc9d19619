"""Drives the test of live.sh, inside its namespaces: traffic, rotations, kills, and the comparison at the end.

usage: live.py --jar JAR --exim EXIM --directory DIRECTORY --seed SEED
"""
import argparse
import os
import random
import signal
import smtplib
import subprocess
import sys
import threading
import time
import urllib.request

import live_rotation
import live_sink
import live_totals

HERE = os.path.dirname(os.path.abspath(__file__))
LOGS = live_totals.LOGS
HOSTS = {'postfix': '127.0.0.1', 'exim': '127.0.0.2'}
METRICS = 'http://127.0.0.1:9587/metrics'

# Messages to each server, and over how many seconds.
KILLS_PHASE = ({'postfix': 500, 'exim': 300}, 60)
EXPIRY_PHASE = ({'postfix': 250, 'exim': 150}, 25)
KILLS = 5
ROTATIONS = 12
PATIENCE = 75

STARTED = time.monotonic()


def elapsed():
    return time.monotonic() - STARTED


def say(text):
    print(f'{elapsed():6.1f} s  {text}', flush=True)


class Agent:

    def __init__(self, jar, directory):
        sources = [argument for mta, log in LOGS.items() for argument in ('--source', f'{mta}:{log}')]
        self.command = ['java', f'@{HERE}/jvm-flags', '-jar', jar, 'agent', *sources, '--store', f'{directory}/store',
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
        self.lock = threading.Lock()
        self.number = 0
        self.planned = 0
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
            self.planned += count
            threads.append(threading.Thread(target=self.send, args=(mta, plan, seconds), daemon=True))
            threads[-1].start()
        return threads

    def send(self, mta, plan, seconds):
        began = time.monotonic()
        for number, (sender, recipients) in enumerate(plan):
            time.sleep(max(0.0, began + seconds * number / len(plan) - time.monotonic()))
            with smtplib.SMTP(HOSTS[mta], 25, 'client.test', timeout=60) as client:
                client.sendmail(sender, recipients, f'Subject: number {number}\n\nHello.\n')
            with self.lock:
                self.messages += 1
                self.recipients += len(recipients)


class Run:

    def __init__(self, options):
        self.directory, self.exim = options.directory, options.exim
        self.record = f'{options.directory}/record'
        self.random = random.Random(options.seed)
        self.traffic = Traffic(options.seed)
        self.rotator = live_rotation.Rotator(options.directory, say)
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
        while any(live_rotation.processes('exim4')):
            time.sleep(0.1)

    def methods(self):
        """All methods of both, in some order, and again."""
        while True:
            turn = [(mta, method) for mta, methods in live_rotation.METHODS.items() for method in methods]
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
        look_after = time.monotonic() + 30
        while self.queued() and time.monotonic() < until:
            time.sleep(0.5)
            if time.monotonic() > look_after:
                # A message that was under way during a reload may wait for the next one.
                look_after += 10
                subprocess.run(['postfix', 'reload'], check=True, stderr=subprocess.DEVNULL)
                subprocess.run(['postqueue', '-f'], check=True)
        left = self.queued()
        if left:
            self.faults.append(f'{left} messages are still queued')
        if self.traffic.messages != self.traffic.planned:
            self.faults.append(f'{self.traffic.planned - self.traffic.messages} messages could not be sent')
        say(f'{left} messages left in the queues')

    def queued(self):
        postfix = subprocess.run(['postqueue', '-j'], capture_output=True, text=True, check=True).stdout
        exim = subprocess.run([self.exim, '-bpc'], capture_output=True, text=True, check=True).stdout
        return len(postfix.splitlines()) + int(exim)

    def settled(self, expected):
        """The agent's totals once they are the expected ones, and still are a little later; or after some patience."""
        until = time.monotonic() + PATIENCE
        while True:
            found = live_totals.of_metrics(self.agent.metrics() or '')
            if time.monotonic() > until or not differences_in_all('', expected, found):
                time.sleep(2)
                return live_totals.of_metrics(self.agent.metrics() or '')
            time.sleep(0.5)

    def restarted(self):
        """The totals after an orderly restart with nothing new to read."""
        self.agent.end(signal.SIGTERM)
        self.agent.start()
        self.agent.wait()
        time.sleep(3)
        metrics = self.agent.metrics()
        with open(f'{self.directory}/metrics', 'w') as file:
            file.write(metrics)
        return live_totals.of_metrics(metrics)


def table(title, names, *columns):
    """Prints counters side by side; the keys are tuples of text."""
    keys = sorted(set().union(*columns))
    rows = [('', *names)] + [(' '.join(key), *(column.get(key, '') for column in columns)) for key in keys]
    width = max(len(row[0]) for row in rows)
    print(f'\n{title}')
    for first, *cells in rows:
        print(f'  {first:{width}}' + ''.join(f'{cell:>8}' for cell in cells))


def show(expected, logs, found):
    for title, kind, columns in (('Deliveries by domain', 'delivered', (1, 3)), ('Soft bounces by code', 'soft', (1, 2)),
                                 ('Hard bounces by code', 'hard', (1, 2)), ('Recipients', 'recipients', (1, 2))):
        table(title, ('sink', 'agent'), live_totals.by(expected, kind, *columns), live_totals.by(found, kind, *columns))
    sums = [sum((live_totals.by(totals, kind, 1, 0) for kind in ('delivered', 'soft', 'hard', 'lines')),
                type(totals)()) for totals in (expected, logs, found)]
    table('All (the logs name no recipient of an expired message)', ('sink', 'logs', 'agent'), *sums)


def test(options):
    run = Run(options)
    run.start()
    run.kills_phase()
    early = live_totals.of_record(run.record)
    early_found = run.settled(early)
    run.expiry_phase()
    run.stop()
    expected, logs = live_totals.of_record(run.record), live_totals.of_logs()
    found = run.settled(expected)
    again = run.restarted()
    show(expected, logs, found)

    faults = run.faults + run.watch.faults + differences_in_all('after the kills', early, early_found)
    faults += differences_in_all('at the end', expected, found)
    for totals, before in ((expected, early), (found, early_found)):
        totals.subtract(before)
    faults += live_totals.differences('since the last kill', expected, live_totals.without('lines', found))
    faults += live_totals.differences('at the end', live_totals.only('lines', logs), live_totals.only('lines', again))
    found.update(early_found)
    faults += live_totals.differences('after a restart', found, again)
    with open(run.record) as record:
        answers = sum(1 for _ in record)
    print(f'\nseed {options.seed}: {run.traffic.messages} messages to {run.traffic.recipients} recipients, {answers} answers, '
          f'{run.rotator.count} rotations, {run.agent.kills} kills, {run.watch.scrapes} scrapes, {elapsed():.0f} s')
    print('\n'.join(faults) or 'no difference')
    return 1 if faults else 0


def differences_in_all(title, expected, found):
    return live_totals.differences(title, live_totals.any_retry(expected),
                                   live_totals.any_retry(live_totals.without('lines', found)))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for option in '--jar', '--exim', '--directory', '--seed':
        parser.add_argument(option, required=True)
    options = parser.parse_args()
    say(f'seed {options.seed}')
    return test(options)


if __name__ == '__main__':
    sys.exit(main())
