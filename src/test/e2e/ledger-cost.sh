#!/usr/bin/env bash
# What the store costs: CPU seconds and bytes written, for a log of a million lines, with the store and without it.
#   ledger-cost.sh [LINES]
# The log is a genuine one, repeated with other queue ids. Needs target/bouncewatch.jar (mvn package), curl and /proc.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
lines=${1:-1000000}
jar=$root/target/bouncewatch.jar
[[ -f $jar ]] || { echo "ledger-cost.sh: $jar is not there; run mvn package first" >&2; exit 2; }
work=$(mktemp -d)
agent=
trap '[[ -z $agent ]] || kill "$agent" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

echo "making a log of $lines lines ..."
zcat "$root/src/test/resources/samples/postfix-main.traditional.log.gz" > "$work/once.log"
awk -v want="$lines" '
  { text[NR] = $0 }
  END {
    for (round = 0; made < want; round++)
      for (i = 1; i <= NR && made < want; i++) {
        line = text[i]
        if (match(line, /\]: [0-9A-Za-z]+: /))
          line = substr(line, 1, RSTART + RLENGTH - 3) round substr(line, RSTART + RLENGTH - 2)
        sub(/ notification: /, " notification: " round, line)
        print line
        made++
      }
  }' "$work/once.log" > "$work/mail.log"
bytes=$(stat -c %s "$work/mail.log")
failed=$(grep -c 'status=deferred\|status=bounced\|status=expired' "$work/mail.log")
echo "$((bytes >> 20)) MiB, $failed lines say that an attempt failed; $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"

ticks=$(getconf CLK_TCK)
printf '%-26s %8s %8s %12s %10s %9s %8s %9s\n' store 'CPU s' 'wall s' 'written MiB' 'store MiB' 'commits' 'events' 'RSS MiB'

# measure NAME STORE EVENTS LOG LINES
measure() {
  local name=$1 store=$2 events=$3 log=$4 expect=$5 begun address metrics counted=0
  printf 'listen: 127.0.0.1:0\nstore: %s\nevents: %s\nsources:\n  - path: %s\n' "$store" "$events" "$log" > "$work/agent.yaml"
  rm -f "$work/agent.log" # the last one's address must not be taken for this one's
  begun=$(date +%s.%N)
  java "@$root/src/test/e2e/jvm-flags" -jar "$jar" agent --config "$work/agent.yaml" 2> "$work/agent.log" &
  agent=$!
  until address=$(grep -o 'http://127[^ ;]*/metrics' "$work/agent.log" 2> "$work/not-yet"); do
    kill -0 "$agent" 2>/dev/null || { cat "$work/agent.log" >&2; exit 1; }
    sleep 0.1
  done
  while :; do
    metrics=$(curl -s "$address")
    counted=$(awk '/^bouncewatch_lines_total/ { sum += $2 } END { printf "%d", sum }' <<< "$metrics")
    [[ $counted -lt $expect ]] || break
    if grep -q OutOfMemoryError "$work/agent.log" || ! kill -0 "$agent"; then
      tail -5 "$work/agent.log" >&2
      exit 1
    fi
    sleep 0.5
  done
  [[ $counted -eq $expect ]] || { echo "ledger-cost.sh: $counted lines counted instead of $expect" >&2; exit 1; }
  local wall cpu written commits kept=- size=- rss
  wall=$(awk -v a="$begun" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
  cpu=$(awk -v ticks="$ticks" '{ print ($14 + $15) / ticks }' "/proc/$agent/stat")
  written=$(awk '/^write_bytes/ { print $2 / 1048576 }' "/proc/$agent/io")
  rss=$(awk '/^VmHWM/ { print $2 / 1024 }' "/proc/$agent/status")
  commits=$(awk '/^bouncewatch_commit_seconds_count/ { printf "%d", $2 }' <<< "$metrics")
  kill "$agent"
  wait "$agent" || true
  agent=
  if [[ $store != none ]]; then
    size=$(stat -c %s "$store/bouncewatch.db" | awk '{ printf "%.1f", $1 / 1048576 }')
    ! command -v sqlite3 >/dev/null || kept=$(sqlite3 "$store/bouncewatch.db" 'SELECT COUNT(*) FROM event')
    rm -rf "$store"
  fi
  printf '%-26s %8.2f %8.1f %12.1f %10s %9s %8s %9.0f\n' "$name" "$cpu" "$wall" "$written" "$size" "$commits" "$kept" "$rss"
}

: > "$work/empty.log"
measure 'none, empty log' none failures "$work/empty.log" 0
measure 'none' none failures "$work/mail.log" "$lines"
measure 'totals and history' "$work/store" none "$work/mail.log" "$lines"
measure 'and failures (default)' "$work/store" failures "$work/mail.log" "$lines"
measure 'and all attempts' "$work/store" all "$work/mail.log" "$lines"
