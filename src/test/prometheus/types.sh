#!/usr/bin/env bash
# Checks dashboards against the types that Grafana publishes (@grafana/schema), for its releases 10 and 11.
#   types.sh DASHBOARD.json...
# Fetches the types with npm into a temporary directory that is removed at exit. Takes about 10 seconds.
set -euo pipefail

for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "types.sh: skipped, $tool is not installed" >&2; exit 0; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A dashboard becomes a TypeScript literal, so that the compiler finds unknown keys too. Enumerations stand for their values.
{
  cat <<'TYPES'
import type { AnnotationQuery, Dashboard, FieldConfig, FieldConfigSource, GraphFieldConfig, Panel, RowPanel, TableFieldOptions } from '@grafana/schema';
import type { Options as Stat } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts';
import type { Options as Table } from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen.d.ts';
import type { Options as TimeSeries } from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts';

type Plain<T> = T extends string ? `${T}` : T extends number ? (`${T}` extends `${infer N extends number}` ? N : T)
  : T extends boolean | null | undefined ? T : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
type Of<Type extends string, Options, Custom> = Omit<Panel, 'type' | 'options' | 'fieldConfig'> & {
  type: Type;
  options: Partial<Options>;
  fieldConfig: Omit<FieldConfigSource, 'defaults'> & { defaults: Omit<FieldConfig, 'custom'> & { custom?: Custom } };
};
type Shown = Of<'stat', Stat, never> | Of<'table', Table, Partial<TableFieldOptions>> | Of<'timeseries', TimeSeries, GraphFieldConfig>
  | (Omit<RowPanel, 'type'> & { type: 'row' });
// What Prometheus adds to an annotation.
type Annotation = AnnotationQuery & { expr?: string; step?: string; titleFormat?: string; textFormat?: string; tagKeys?: string };
type File = Plain<Omit<Dashboard, 'annotations' | 'panels'>> & { annotations: { list: Plain<Annotation>[] }; panels: Plain<Shown>[] };
TYPES
  number=0
  for dashboard in "$@"; do
    number=$((number + 1))
    printf 'export const dashboard%d: File = ' "$number"
    cat "$dashboard"
    echo ';'
  done
} >"$work/dashboards.ts"

cd "$work"
for schema in 10.4.0 11.6.0; do
  npm install --silent --no-audit --no-fund --no-save --prefix . "@grafana/schema@$schema" typescript@5.7.3 >/dev/null 2>npm.log || {
    echo "types.sh: skipped, npm could not fetch @grafana/schema $schema:" >&2
    cat npm.log >&2
    exit 0
  }
  node node_modules/typescript/bin/tsc --noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler dashboards.ts
  echo "types.sh: $# dashboards conform to @grafana/schema $schema"
done
