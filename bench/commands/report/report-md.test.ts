import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeRun } from '../../../src/record/recorded-run.fixture.ts';
import { stagebench } from '../../in-process-cli.fixture.ts';

test('report --md prints tables that Markdown reads as such, where they are from, and the notes as a list', async () => {
  const place = mkdtempSync(path.join(tmpdir(), 'stagebench-report-md-'));
  try {
    const run = writeRun(place, {
      runId: 'r1',
      times: { 'go/single-stage/cold': [12_000, 12_100, 12_200], 'go/slim/cold': [13_000, 13_100, 13_200] },
      manifest: { schema: 3 },
    });
    const { exitCode, stdout } = await stagebench(['report', '--md', '--run', run]);
    expect(exitCode).toBe(0);
    const tables = stdout
      .split('\n\n')
      .map((block) => block.split('\n'))
      .filter(([first]) => first?.startsWith('|'));
    expect(tables.length).toBeGreaterThan(0);
    for (const [head = '', rule = '', ...rows] of tables) {
      expect(rule).toMatch(/^(?:\| :?-+:? )+\|$/);
      const bars = [head, rule, ...rows].map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(bars).size).toBe(1);
    }
    expect(stdout).toMatch(/^- /m);
    expect(stdout.match(/run r1;/g)).toHaveLength(1);
  } finally {
    rmSync(place, { recursive: true });
  }
});
