import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { installedSource } from './installed-source.ts';

test.each([
  ['`npm run bench -- --resume ${run}`', '`stagebench run --resume ${run}`'],
  ["['npm run bench --', ...words].join(' ')", "['stagebench run', ...words].join(' ')"],
  ['Run `npm run bench` first', 'Run `stagebench run` first'],
  ['`npm run -s stagebench -- report --run ${run}`', '`stagebench report --run ${run}`'],
  ['`npm run -s nightly -- --run ${run}`', '`stagebench nightly --run ${run}`'],
  ['e.g. results/latest;', 'e.g. stagebench-results/latest;'],
  ['in a/results/latest', 'in a/results/latest'],
  ["startThread('range.worker.ts')", "startThread('range.worker.js')"],
  ['npm run build --workspace', 'npm run build --workspace'],
])('%s becomes %s', (code, meant) => {
  expect(installedSource('src/any.ts', code)).toBe(meant);
});

test('the package knows that it is one', () => {
  const file = 'src/domain/is-installed.ts';
  const text = readFileSync(path.join(rootFolder, file), 'utf8');
  expect(text).toContain('isInstalled: boolean = false;');
  expect(installedSource(file, text)).toContain('isInstalled: boolean = true;');
});

test.each([
  ['bench/commands/index.ts', /command_claims/],
  ['bench/claims/index.ts', /claim_A1\b/],
  ['src/report/tables/index.ts', /table_(claims?|columns|planted_cost|rooms|self|simulation)\b/],
  ['bench/pages/own-sources.ts', /rooms/],
  ['bench/arguments/swallowed-by-npm.ts', /npm_config_/],
  ['bench/measuring/injected-delays.ts', /RUN in it/],
  ['src/report/claims/claim-chart.ts', /barX/],
  ['bench/registry.generated.ts', /experiment_zstd|suite_suites_claims/],
])('%s names nothing that only a checkout can use', (file, gone) => {
  const text = readFileSync(path.join(rootFolder, file), 'utf8');
  expect(text).toMatch(gone);
  expect(installedSource(file, text)).not.toMatch(gone);
  expect(installedSource('src/any.ts', text)).toMatch(gone);
});
