import { describe, expect, test } from 'vitest';
import { chartSourceOf } from '../chart-source.fixture.ts';
import { reportPage } from './report-page.ts';
import { sections } from './sections/index.ts';

describe('the report as a page', () => {
  test('has every section, each by its name, and every figure with its numbers', async () => {
    const page = reportPage(await chartSourceOf({ apps: ['go', 'node'] }));
    for (const { id, title, chart } of sections) {
      expect(page, id).toContain(`<section id="${id}"`);
      expect(page).toContain(`>${title}</h2>`);
      if (chart !== undefined) expect(page).toContain(chart.title('go'));
    }
    expect(page.match(/<figure/g)).toHaveLength(
      page.match(/<details><summary>Numbers of this figure/g)?.length ?? 0,
    );
    expect(page).toContain('For go, take ');
  });

  test('loads nothing: no address of anything but what a reader may click', async () => {
    const page = reportPage(await chartSourceOf());
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed)\b|@import|url\(|\bsrc=/);
    const addresses = [...page.matchAll(/\b(?:https?:)?\/\/[^\s"'<>)]+/g)].map(([found]) => found);
    // The namespace of SVG is a name, and is never asked for.
    expect(addresses.filter((address) => !address.includes('www.w3.org/2000/svg'))).toEqual([]);
  });

  test('escapes names, whatever they are', async () => {
    const evil = `<script>alert("1")</script>|'&\u202E`;
    const page = reportPage(await chartSourceOf({ apps: [evil], strategies: ['single-stage', `${evil}2`] }));
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('\u202E');
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  test('is the same when it is made again', async () => {
    expect(reportPage(await chartSourceOf())).toBe(reportPage(await chartSourceOf()));
  });

  test('leaves out what a run has nothing of, and says what failed', async () => {
    const source = await chartSourceOf();
    const images = source.rows.images.map((image) => ({
      ...image,
      transfer: undefined,
      transfer_bytes: undefined,
    }));
    const builds = source.rows.builds.map((row) =>
      row.strategy === 'slim'
        ? { ...row, state: 'failed' as const, wall_ms: undefined, reason: 'exit code 7' }
        : row,
    );
    const { analyseRun } = await import('../../stats/analyse-run.ts');
    const rows = { ...source.rows, images, builds };
    const page = reportPage({
      ...source,
      rows,
      analysis: await analyseRun(rows, undefined, async () => {}),
      layers: [],
      steps: [],
    });
    expect(page).not.toContain('<section id="transfer"');
    expect(page).not.toContain('<section id="layers"');
    expect(page).toContain('exit code 7');
    expect(page).toContain('3 of 9 cells have no sample that counts.');
    expect(page).toContain('>failed</td>');
  });

  test('of a run that was made up says so', async () => {
    const { manifest } = await import('../../record/manifest.fixture.ts');
    const source = await chartSourceOf({ changes: { engine: { ...manifest.engine, kind: 'fake' } } });
    expect(reportPage(source)).toContain('Made up by the fake engine');
  });
});
