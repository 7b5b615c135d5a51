import { describe, expect, test } from 'vitest';
import { chartSourceOf, type MadeRun } from '../chart-source.fixture.ts';
import { reportPage } from './report-page.ts';
import { sections } from './sections/index.ts';

const pageSourceOf = async (made?: MadeRun) => ({ ...(await chartSourceOf(made)), command: 'do it again' });

describe('the report as a page', () => {
  test('has every section, each by its name, and every figure with its numbers', async () => {
    const page = reportPage(await pageSourceOf({ apps: ['go', 'node'] }));
    // The run is none of a history's nights, and measures no project.
    const ofAll = sections.filter(({ id }) => id !== 'nights' && id !== 'advice');
    for (const { id, title, chart } of ofAll) {
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
    const page = reportPage(await pageSourceOf());
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed)\b|@import|url\(|\bsrc=/);
    const addresses = [...page.matchAll(/\b(?:https?:)?\/\/[^\s"'<>)]+/g)].map(([found]) => found);
    // The namespace of SVG is a name, and is never asked for.
    expect(addresses.filter((address) => !address.includes('www.w3.org/2000/svg'))).toEqual([]);
  });

  test('escapes names, whatever they are', async () => {
    const evil = `<script>alert("1")</script>|'&\u202E`;
    const page = reportPage(await pageSourceOf({ apps: [evil], strategies: ['single-stage', `${evil}2`] }));
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('\u202E');
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  test('is the same when it is made again', async () => {
    expect(reportPage(await pageSourceOf())).toBe(reportPage(await pageSourceOf()));
  });

  test('leaves out what a run has nothing of, and says what failed', async () => {
    const source = await pageSourceOf();
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

  test('tells a year of uncompressed bytes for what it is, and never mixes it with what was measured', async () => {
    const source = await pageSourceOf();
    const measured = reportPage(source);
    expect(measured).not.toContain('the run did not measure the transfer of every image');
    expect(measured).toContain('data-bytes="20000000"');
    const images = source.rows.images.map((image) =>
      image.strategy === 'slim' ? { ...image, transfer_bytes: undefined } : image,
    );
    const page = reportPage({ ...source, rows: { ...source.rows, images } });
    expect(page).toContain('the run did not measure the transfer of every image');
    expect(page).toContain('>pull, uncompressed</th>');
    expect(page).not.toContain('data-bytes="20000000"');
    expect(page).toContain('data-bytes="60000000"');
  });

  test('says that images on substitute bases are left out: of the answer, the plane and the year', async () => {
    const source = await pageSourceOf();
    const images = source.rows.images.map((image) =>
      image.strategy === 'slim' ? { ...image, base_source: 'substitute' as const } : image,
    );
    const said = (of: typeof images): string[] => {
      const page = reportPage({ ...source, rows: { ...source.rows, images: of } });
      return ['answer', 'size-time', 'year'].map(
        (id) => new RegExp(`<section id="${id}".*?</section>`, 's').exec(page)?.[0] ?? '',
      );
    };
    for (const section of said(images)) expect(section).toContain('1 image on a substitute base is left out');
    const [answer] = said(images.map((image) => ({ ...image, base_source: 'substitute' as const })));
    expect(answer).toContain('every image stands on a substitute base');
  });

  test('of few samples gives no order of times, in no picture', async () => {
    const page = reportPage(await pageSourceOf({ rounds: 3 }));
    expect(page).toContain('The smallest image is distroless (60.0 MB), the largest single-stage (900 MB).');
    expect(page).toContain('cold: medians from 12 s to 16 s; too few samples for an order.');
    expect(page).toContain('<td>not known</td>');
    const enough = reportPage(await pageSourceOf());
    expect(enough).toContain('cold: medians from 12.0 s (single-stage) to 15.6 s (distroless).');
    expect(enough).not.toContain('<td>not known</td>');
  });

  test('of a run that was made up says so', async () => {
    const { manifest } = await import('../../record/manifest.fixture.ts');
    const source = await pageSourceOf({ changes: { engine: { ...manifest.engine, kind: 'fake' } } });
    expect(reportPage(source)).toContain('Made up by the fake engine');
  });
});
