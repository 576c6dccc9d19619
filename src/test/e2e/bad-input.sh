#!/usr/bin/env bash
# Broken input of every kind: one clear sentence on standard error, the right exit status, no stack trace, and what is not broken is
# read all the same. Takes about a minute.
source "$(dirname "$0")/lib.sh"
cd "$work"
chmod 755 .
faults=0
cases=0

good='Nov 21 16:31:19 mx1 postfix/smtp[15]: 4jWyQ00VHGzv: to=<a@b.test>, relay=mx.b.test[192.0.2.1]:25, delay=0.5, delays=0/0/0/0, dsn=5.1.1, status=bounced (host mx.b.test[192.0.2.1] said: 550 5.1.1 <a@b.test>: User unknown (in reply to RCPT TO command))'
echo "$good" >good.log
mkdir directory
head -c 1000000 /dev/urandom >junk.log
{ head -c 10000000 /dev/zero | tr '\0' a; echo; echo "$good"; } >long.log
{ printf '\0\0\0'; echo "$good"; head -c 5000 /dev/zero; echo; } >nul.log
{ printf 'Nov 21 16:31:19 mx1 postfix/smtp[15]: \377\376\303: to=<\377@b.test>, status=\377\n'; echo "$good" | sed 's/User/\xff\xc3/'; } >invalid.log
: >empty.log
{ echo "$good"; head -c 2000000 /dev/urandom | base64; } | gzip >torn.log.gz
truncate -s 1000000 torn.log.gz
echo "$good" >secret.log
chmod 000 secret.log
: >empty.yaml
printf 'listen: [\n  a: b\n' >broken.yaml
printf 'listen: 127.0.0.1:0\nlimits:\n  domians: 5\n' >unknown.yaml
printf '\001\377\376' >binary.yaml

plain=(java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar")
other=()
if [ "$(id -u)" = 0 ]; then
  command -v setpriv >/dev/null && setpriv --reuid nobody --clear-groups test -r "$jar" && other=(setpriv --reuid nobody --clear-groups)
elif [ ! -r secret.log ]; then
  other=(env)
fi

# refuse STATUS WORDS COMMAND…: ends with this status and says these words in one line.
# accept STATUS EVENTS WORDS COMMAND…: prints so many lines; WORDS may be empty, then it says nothing.
refuse() {
  local status=$1 words=$2
  shift 2
  judge "$status" - "$words" "$@"
}
accept() { judge "$@"; }
judge() {
  local status=$1 printed=$2 words=$3 found=0 why=
  shift 3
  cases=$((cases + 1))
  timeout --kill-after=5 60 "$@" >out 2>said </dev/null || found=$?
  [ $found = "$status" ] || why="status $found instead of $status"
  [ "$printed" = - ] || [ "$(wc -l <out)" = "$printed" ] || why="$(wc -l <out) lines on standard output instead of $printed"
  if [ -z "$words" ]; then
    [ ! -s said ] || why="it says something"
  else
    [ "$(wc -l <said)" = 1 ] || why="$(wc -l <said) lines instead of one sentence"
    grep -F -e "$words" said >/dev/null || why="no '$words'"
  fi
  ! grep -E '^\s+at |Exception|java\.' said >/dev/null || why="a stack trace or class name"
  if [ -n "$why" ]; then
    faults=$((faults + 1))
    echo "$name: $why: ${*: -4}" >&2
    head -n 5 said | cut -c 1-300 >&2
  fi
}

# Each broken log together with a good one, whose one event must come out.
for command in events "report --format openmetrics"; do
  run=("${plain[@]}" $command)
  if [ "$command" = events ]; then one=1 two=2; else one=- two=-; fi
  accept 1 $one "can't read missing.log: no such file" "${run[@]}" missing.log good.log
  accept 1 $one "can't read directory: it is a directory; name the log files in it" "${run[@]}" directory good.log
  accept 1 $one "can't read fax:good.log: unknown format 'fax'" "${run[@]}" fax:good.log good.log
  accept 1 $two "can't read torn.log.gz: it breaks off after" "${run[@]}" torn.log.gz good.log
  accept 0 $one "junk.log has no delivery in any line; is it" "${run[@]}" junk.log good.log
  accept 0 $one "empty.log is empty" "${run[@]}" empty.log good.log
  accept 0 $two "" "${run[@]}" long.log good.log
  accept 0 $two "" "${run[@]}" nul.log good.log
  accept 0 $two "" "${run[@]}" invalid.log good.log
  refuse 2 "unknown option '--nonsense'" "${run[@]}" --nonsense good.log
  refuse 2 "Missing required parameter" "${run[@]}"
  if [ ${#other[@]} -gt 0 ]; then
    accept 1 $one "can't read secret.log: permission denied; let the user that runs Bouncewatch read it" "${other[@]}" "${run[@]}" secret.log good.log
  fi
done
[ ${#other[@]} -gt 0 ] || say "an unreadable file was not tried: it takes another user than root, and setpriv"
refuse 2 "'xml' is none of text, json, openmetrics" "${plain[@]}" report --format xml good.log

agent=("${plain[@]}" agent --store store)
refuse 2 "'good.log' is no command; a log to follow is named with --source" "${plain[@]}" good.log
refuse 2 "unknown option '--sorce'; did you mean '--source'?" "${agent[@]}" --sorce good.log
refuse 2 "unknown format 'fax'; known are auto, exim and postfix" "${agent[@]}" --source fax:good.log
refuse 2 "the source good.log is there twice" "${agent[@]}" --source good.log --source good.log
refuse 2 "'nowhere' is not HOST:PORT" "${agent[@]}" --source good.log --listen nowhere
refuse 2 "without a token" "${agent[@]}" --source good.log --listen 0.0.0.0:0
refuse 2 "missing.yaml:1: can't be read: no such file" "${agent[@]}" --config missing.yaml
refuse 2 "directory:1: is a directory; name the configuration file in it" "${agent[@]}" --config directory
refuse 2 "binary.yaml:1: is no text in UTF-8" "${agent[@]}" --config binary.yaml
refuse 2 "broken.yaml:3: is no YAML: expected" "${agent[@]}" --config broken.yaml
refuse 2 "unknown.yaml:3: unknown key 'limits.domians'; did you mean 'domains'?" "${agent[@]}" --config unknown.yaml
refuse 1 "can't be made or written (a file has that name)" "${plain[@]}" agent --source good.log --store good.log

# The agent: sources that can't be read are named and tried again, the others are read.
start_agent 0 --store store --source missing.log --source directory --source junk.log --source long.log --source nul.log \
  --source invalid.log --source empty.log --source good.log
refuse 1 "already uses port ${agent_url##*:}" "${plain[@]}" agent --source good.log --store elsewhere --listen "${agent_url#http://}"
refuse 1 "in use by another agent" "${agent[@]}" --source good.log --listen 127.0.0.1:0
bounces() { curl -sf "$agent_url/metrics" | awk '/^mail_bounces_total/ {sum += $NF} END {printf "%d\n", sum}'; }
has_bounces() { [ "$(bounces)" = "$1" ]; }
until_true 20 has_bounces 4 || fail "$(bounces) bounces instead of 4 in the logs that can be read"
[ "$(curl -s -o ready -w '%{http_code}' "$agent_url/readyz")" = 503 ] || fail "/readyz hides sources that can't be read: $(cat ready)"
for words in "missing.log does not exist yet; it is waited for" "directory is a directory; name the log file in it"; do
  grep -F "$words" ready >/dev/null || fail "/readyz does not say '$words': $(cat ready)"
  [ "$(grep -c -F "$words" agent.err)" = 1 ] || fail "the agent says '$words' $(grep -c -F "$words" agent.err) times"
done
echo "$good" >missing.log
until_true 20 has_bounces 5 || fail "a log that came later is not read"
! grep -E '^\s+at |Exception' agent.err || fail "a stack trace"
stop "$agent_pid"

# Compressed while the agent was down: a decompressor needs 9 MiB, twelve at once are more than there is; one takes 65 MiB.
xz() { python3 -c 'import lzma, sys; open(sys.argv[1], "wb").write(lzma.compress(sys.stdin.buffer.read(), preset=int(sys.argv[2])))' "$@"; }
echo "$good" | sed 's/31:19/31:01/' >rotated.log
start_agent 0 --store store-rotated --source rotated.log
until_true 20 has_bounces 1 || fail "$(bounces) bounces instead of 1"
stop "$agent_pid"
for number in $(seq 12); do
  line=$(echo "$good" | sed "s/31:19/$((40 - number)):30/")
  echo "$line" | xz "rotated.log.$number.xz" $([ "$number" = 1 ] && echo 9 || echo 6)
done
mv rotated.log rotated.log.13
echo "$good" | sed 's/31:19/41:01/' >rotated.log
start_agent 0 --store store-rotated --source rotated.log
until_true 60 has_bounces 13 || fail "$(bounces) bounces instead of 13 out of files that were compressed meanwhile"
grep -F "rotated.log.1.xz can't be decompressed: it takes 65 MiB of memory" agent.err >/dev/null || fail "not said that a file takes too much memory"
stop "$agent_pid"

[ $faults = 0 ] || fail "$faults of $cases cases"
say "passed: $cases cases"
