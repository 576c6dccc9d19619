#!/usr/bin/env bash
# Runs every dashboard query on a real Prometheus that scrapes an agent.
#   live.sh                     an example agent with invented values
#   live.sh HOST:PORT           a running agent, such as one started with --demo
# Everything is on 127.0.0.1, in a temporary directory, and ended at exit. Takes about 80 seconds.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../../.." && pwd)

for tool in prometheus promtool python3; do
  command -v "$tool" >/dev/null || { echo "live.sh: skipped, $tool is not installed" >&2; exit 0; }
done

work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap cleanup EXIT

target=${1:-}
if [ -z "$target" ]; then
  python3 "$here/example_agent.py" "$work/port" &
  pids+=($!)
  for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
  target=127.0.0.1:$(cat "$work/port")
fi

# The shipped rules, evaluated every two seconds.
sed 's/^    interval: 1m$/    interval: 2s/' "$top/prometheus-rules.yml" >"$work/rules.yml"
cat >"$work/prometheus.yml" <<YAML
global: {scrape_interval: 1s, evaluation_interval: 2s}
rule_files: [rules.yml]
scrape_configs:
  - job_name: bouncewatch
    static_configs: [{targets: ["$target"]}]
YAML
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/data" --web.listen-address="127.0.0.1:$port" \
  --log.level=warn >"$work/log" 2>&1 &
pids+=($!)

# A bar is at least a minute long, and is first there when the agent has been watched for one.
sleep 75
unhealthy=$(python3 - "http://127.0.0.1:$port" <<'PYTHON'
import json, sys, urllib.request
groups = json.load(urllib.request.urlopen(sys.argv[1] + "/api/v1/rules"))["data"]["groups"]
for rule in (rule for group in groups for rule in group["rules"]):
    if rule["health"] != "ok":
        print(f"rule {rule['name']} is {rule['health']}: {rule.get('lastError', '')}")
PYTHON
) || { cat "$work/log" >&2; exit 1; }
[ -z "$unhealthy" ] || { echo "$unhealthy" >&2; exit 1; }

# Five-minute points and yesterday can't be there yet.
python3 "$here/dashboard_queries.py" "http://127.0.0.1:$port" "$top"/grafana/dashboards/*.json \
  --range 3m --step 1s --scrape-interval 1s --expect-data \
  --may-be-empty "Bounce ratio" \
  --may-be-empty "Hard bounce ratio by provider" \
  --may-be-empty 'panel "Hard bounce ratio of the last hour" query B' \
  --may-be-empty 'panel "Soft bounce ratio of the last hour" query B'
