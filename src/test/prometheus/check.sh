#!/usr/bin/env bash
# Checks prometheus.yml, prometheus-rules.yml and the Grafana dashboards.
#   check.sh            configuration, rules, their unit tests, layout of dashboards (about 10 seconds)
#   check.sh --types    also the dashboards against Grafana's own types (needs node and the npm registry; about 10 seconds)
#   check.sh --live     also every dashboard query on a real Prometheus (about 80 seconds)
# A check whose tools are not installed is skipped, and says so.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../../.."

live=false types=false
for argument in "$@"; do
  case $argument in
    --live) live=true ;;
    --types) types=true ;;
    *) echo "check.sh: unknown argument $argument" >&2; exit 2 ;;
  esac
done

if command -v promtool >/dev/null; then
  promtool check config prometheus.yml
  promtool check rules prometheus-rules.yml
  promtool test rules "$here/rules-test.yml" "$here/rules-day-test.yml"
else
  echo "check.sh: rules not tested, promtool is not installed (Debian: apt-get install prometheus)" >&2
fi

if command -v python3 >/dev/null; then
  python3 "$here/check_files.py" prometheus-rules.yml grafana/dashboards/*.json
else
  echo "check.sh: dashboards not checked, python3 is not installed" >&2
fi

if $types; then "$here/types.sh" grafana/dashboards/*.json; fi
if $live; then "$here/live.sh"; fi
