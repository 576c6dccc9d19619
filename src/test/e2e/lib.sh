# What the checks in this directory share; they source it. Everything is on 127.0.0.1, in a temporary directory, and ended at
# exit: $work is the directory, start_agent, start_prometheus and stop begin and end processes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../../.." && pwd)
jar=${BOUNCEWATCH_JAR:-$top/target/bouncewatch.jar}
samples=$top/src/test/resources/samples
name=$(basename "$0")

say() { echo "$name: $*"; }
fail() { echo "$name: FAILED: $*" >&2; exit 1; }

# need TOOL PACKAGE: a check that can't be made has not passed.
need() { command -v "$1" >/dev/null || fail "$1 is not installed (Debian: apt-get install $2)"; }

[ -f "$jar" ] || fail "$jar is not there: run mvn package first"
need java openjdk-17-jre-headless
need curl curl
need python3 python3

work=$(mktemp -d)
pids=()
finish() {
  local status=$?
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  if [ $status != 0 ]; then tail -n 20 "$work"/*.err >&2 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# until_true SECONDS COMMAND…: tries again until it succeeds; its status says whether it did.
until_true() {
  local end=$(($(now_ms) + $1 * 1000))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$(now_ms)" -lt $end ] || return 1
    sleep 0.1
  done
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# unpack SAMPLE FILE
unpack() { gzip -dc "$samples/$1.gz" >"$2"; }

# start_agent PORT ARGUMENT…: sets agent_pid and agent_url once it answers. Port 0 is a free one.
start_agent() {
  local port=$1
  shift
  : >"$work/agent.err"
  java @"$here/jvm-flags" -jar "$jar" agent --listen "127.0.0.1:$port" "$@" 2>"$work/agent.err" </dev/null &
  agent_pid=$!
  pids+=("$agent_pid")
  until_true 30 grep -q 'metrics on http' "$work/agent.err" || fail "the agent did not start"
  agent_url=$(sed -n 's|.*metrics on \(http://[^ ]*\)/metrics.*|\1|p' "$work/agent.err")
}

# stop PID [SIGNAL]: ends a process and waits until it has.
stop() {
  kill -"${2:-TERM}" "$1"
  wait "$1" 2>/dev/null || true
}

# lines_counted: how many lines the agent has counted so far, of all kinds.
lines_counted() { curl -sf "$agent_url/metrics" | awk '/^bouncewatch_lines_total/ {sum += $NF} END {printf "%d\n", sum}'; }

has_counted() { [ "$(lines_counted)" -ge "$1" ]; }

# start_prometheus CONFIG: sets prometheus_url once it is ready.
start_prometheus() {
  need prometheus prometheus
  local port
  port=$(free_port)
  prometheus --config.file="$1" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$port" --log.level=warn \
    2>"$work/prometheus.err" </dev/null &
  pids+=($!)
  prometheus_url=http://127.0.0.1:$port
  until_true 30 curl -sf "$prometheus_url/-/ready" || fail "Prometheus did not start"
}
