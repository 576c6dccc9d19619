"""Rotates the logs in the ways that logrotate and Postfix offer, so that no line is lost by rotation itself.

usage: live_rotation.py LOG    waits until Postfix has let go of what LOG was renamed to
"""
import os
import signal
import subprocess
import sys
import time

from live_totals import LOGS

WRITERS = {'postfix': 'postlogd', 'exim': 'exim4'}

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

    def __init__(self, directory, say):
        self.directory, self.say = directory, say
        self.count = 0
        self.dated = {}

    def rotate(self, mta, method):
        while not os.path.exists(LOGS[mta]):
            time.sleep(0.05)  # nothing was logged since the last rotation
        if method == 'dated':
            # The name has whole seconds; logrotate does not overwrite a file.
            while int(time.time()) == self.dated.get(mta):
                time.sleep(0.1)
            self.dated[mta] = int(time.time())
        if method == 'postfix logrotate':
            subprocess.run(['postfix', 'logrotate'], check=True, stderr=subprocess.DEVNULL)
        elif method == 'copytruncate':
            with Paused(mta):
                self.logrotate(mta, method)
        else:
            self.logrotate(mta, method)
        self.count += 1
        self.say(f'rotated {LOGS[mta]}: {method}')

    def logrotate(self, mta, method):
        configuration = f'{self.directory}/rotate-{mta}-{method}.conf'
        wait = f'/usr/bin/python3 {os.path.abspath(__file__)} {LOGS[mta]}'
        with open(configuration, 'w') as file:
            file.write(f'{LOGS[mta]} {{\n {METHODS[mta][method].replace("RELEASED", wait)}}}\n')
        os.chmod(configuration, 0o644)
        subprocess.run(['logrotate', '--force', '--state', configuration + '.state', configuration], check=True)


if __name__ == '__main__':
    released(sys.argv[1])
