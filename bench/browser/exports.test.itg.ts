import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartSourceOf } from '../../src/report/chart-source.fixture.ts';
import { exporters } from '../../src/report/exports/formats/index.ts';

/* Exports are read by programs that others wrote: prometheus-client (OpenMetrics) and junitparser, of PyPI. */

const readers = ['prometheus-client', 'junitparser'];
const isCi = process.env['CI'] === 'true' && process.env['STAGEBENCH_READERS'] !== 'unavailable';

let folder: string;
/** The Python that has the readers; undefined where it cannot be had. */
let python: string | undefined;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-readers-'));
  const own = path.join(folder, 'venv');
  try {
    await execa('python3', ['-m', 'venv', own]);
    await execa(path.join(own, 'bin', 'pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      ...readers,
    ]);
    python = path.join(own, 'bin', 'python');
  } catch (error) {
    process.stderr.write(`\nExports are not read by others: ${(error as Error).message.split('\n')[0]}\n`);
    if (isCi) throw error;
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function read(id: string, program: string): Promise<unknown> {
  const source = await chartSourceOf({ apps: ['go', 'no"d\\e'] });
  const file = path.join(folder, id);
  writeFileSync(file, exporters.find((exporter) => exporter.id === id)?.print(source) ?? '');
  const { stdout } = await execa(python ?? 'python3', ['-c', program, file]);
  return JSON.parse(stdout);
}

describe('exports', () => {
  test('OpenMetrics, by the parser of prometheus-client', async ({ skip }) => {
    if (python === undefined) skip();
    const families = await read(
      'openmetrics',
      `import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
print(json.dumps({f.name: [f.type, f.unit, len(f.samples), f.samples[-1].labels.get('app')] for f in parse(open(sys.argv[1]).read())}))`,
    );
    expect(families).toMatchObject({
      stagebench_build_median_seconds: ['gauge', 'seconds', 18, 'no"d\\e'],
      stagebench_image_size_bytes: ['gauge', 'bytes', 6, 'no"d\\e'],
      stagebench_run_info: ['gauge', '', 1, null],
    });
  });

  test('JUnit, by junitparser', async ({ skip }) => {
    if (python === undefined) skip();
    const suites = await read(
      'junit',
      `import json, sys
from junitparser import JUnitXml
xml = JUnitXml.fromfile(sys.argv[1])
print(json.dumps([[suite.name, suite.tests, suite.failures, len(list(suite))] for suite in xml]))`,
    );
    expect(suites).toHaveLength(6);
    expect(suites).toContainEqual(['no"d\\e/slim', 3, 0, 3]);
  });
});
