import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartSourceOf } from '../../src/report/chart-source.fixture.ts';
import { readRun } from '../../src/record/read/read-run.ts';
import { reportPage } from '../../src/report/html/report-page.ts';
import { sections } from '../../src/report/html/sections/index.ts';
import type { NightReport } from '../../src/report/night/night-text.ts';
import { analyseRun } from '../../src/stats/analyse-run.ts';
import { alertsOf } from '../../src/stats/trend/events/alerts.ts';
import { falseAlarms } from '../../src/stats/trend/events/twins.ts';
import { analyseTrend } from '../../src/stats/trend/analyse-trend.ts';
import { madeHistory } from '../../src/stats/trend/made-history.fixture.ts';
import { rootFolder } from '../context.ts';
import { chartSource } from '../pages/page-sources.ts';
import { findChromium } from './find-chromium.ts';

/* The report is looked at in a real browser. Where there is none, this says so; on CI that is a fault. */

const executablePath = findChromium(process.env);
const isCi = process.env['CI'] === 'true' && process.env['STAGEBENCH_BROWSER'] !== 'unavailable';
if (executablePath === undefined)
  process.stderr.write(
    '\nThe report is not looked at: there is no Chromium (Debian: apt-get install chromium).\n',
  );

test.runIf(isCi && executablePath === undefined)('on CI there is a Chromium', () => {
  expect(executablePath).toBeDefined();
});

async function publishedRun(name: string) {
  const rows = await readRun(path.join(rootFolder, 'results', 'published', name));
  return chartSource(rows.folder, { rows, analysis: await analyseRun(rows, undefined, async () => {}) });
}

/** Of a run that is a night: one series became slower, of which there are nights enough to tell. */
function nights(): NightReport {
  const history = madeHistory(90, (cell, night) =>
    cell === 'go/slim/cold' && night >= 60 ? { ratio: 1.3, pins: { definition: 'd2' } } : {},
  );
  const trend = analyseTrend(history);
  const [night = { runId: '', at: '' }] = history.nights.slice(-1);
  const known = { alerts: alertsOf(trend), accepted: new Map(), failing: [] };
  return { ...{ trend, night, ...known }, falseAlarms: falseAlarms(trend) };
}

describe.skipIf(executablePath === undefined)('the report in a browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  /** Of runs that are published, and of one that was made up with everything that a page can show. */
  const pages: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    folder = mkdtempSync(path.join(tmpdir(), 'stagebench-page-'));
    const made = await chartSourceOf({
      apps: ['node', 'go', 'python'],
      strategies: ['single-stage', 'slim', 'distroless'],
      // Only a project is given advice.
      changes: { project: { name: 'shop', dockerfiles: {} } },
    });
    const cold = new Set(made.buildRows.filter((row) => row.scenario === 'cold').map((row) => row.sequence));
    const source = {
      ...made,
      steps: made.steps.map((step) =>
        cold.has(step.sequence) && step.step === 3 ? { ...step, duration_ms: 9000 } : step,
      ),
    };
    const page = (name: string, text: string): string => {
      const file = path.join(folder, `${name}.html`);
      writeFileSync(file, text);
      pages.push(pathToFileURL(file).href);
      return pathToFileURL(file).href;
    };
    address = page('report', reportPage({ ...source, command: 'again', trend: nights() }));
    for (const name of ['default', 'aa'])
      page(name, reportPage({ ...(await publishedRun(name)), command: 'again' }));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(options: BrowserContextOptions, at = address) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== at) said.push(`request: ${request.url()}`);
    });
    await page.goto(at);
    return { page, said, [Symbol.asyncDispose]: () => context.close() };
  }
  const widthOf = (page: Page): Promise<number> =>
    page.evaluate(
      () =>
        (globalThis as never as { document: { documentElement: { scrollWidth: number } } }).document
          .documentElement.scrollWidth,
    );

  test.each([400, 720, 1600])(
    'at %i px it says nothing to the console, asks for nothing, and does not scroll sideways',
    async (width) => {
      await using one = await opened({ viewport: { width, height: 900 } });
      for (const { id } of sections)
        expect(await one.page.locator(`section#${id} h2`).isVisible(), id).toBe(true);
      expect(await widthOf(one.page)).toBeLessThanOrEqual(width);
      expect(one.said).toEqual([]);
    },
  );

  test.each(['light', 'dark'] as const)('in %s colours axe finds nothing serious', async (colorScheme) => {
    for (const [width, at] of [400, 1200].flatMap((width) => pages.map((at) => [width, at] as const))) {
      await using one = await opened({ viewport: { width, height: 900 }, colorScheme }, at);
      await one.page.evaluate(axe.source);
      const found = await one.page.evaluate(async () => {
        const { axe: runner } = globalThis as never as {
          axe: {
            run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
          };
        };
        return (await runner.run()).violations.map(
          ({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 200)}`,
        );
      });
      expect(found.filter((one) => /^(serious|critical) /.test(one))).toEqual([]);
    }
  });

  test.each([400, 641, 1600])(
    'no two labels of a chart overlap, and none is cut, at %i px',
    async (width) => {
      for (const at of pages) {
        await using one = await opened({ viewport: { width, height: 900 } }, at);
        const overlaps = await one.page.evaluate(() => {
          interface Box {
            left: number;
            right: number;
            top: number;
            bottom: number;
          }
          interface Element {
            textContent: string;
            getBoundingClientRect(): Box & { width: number };
            querySelectorAll(name: string): Iterable<Element>;
          }
          const { document } = globalThis as never as { document: Element };
          const found: string[] = [];
          for (const svg of document.querySelectorAll('figure svg')) {
            const frame = svg.getBoundingClientRect();
            if (frame.width === 0) continue;
            const labels = [...svg.querySelectorAll('text')]
              .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
              .filter(({ text, box }) => text !== '' && box.width > 0);
            labels.forEach(({ text, box }, index) => {
              if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(`cut: ${text}`);
              for (const other of labels.slice(index + 1)) {
                const overlap = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
                const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
                if (overlap > 1 && high > 2) found.push(`${text} / ${other.text}`);
              }
            });
          }
          return found;
        });
        expect(overlaps, at).toEqual([]);
      }
    },
  );

  test('with scripts off everything is there: prices, numbers, and what is filtered', async () => {
    await using one = await opened({ viewport: { width: 1200, height: 900 }, javaScriptEnabled: false });
    expect(await one.page.locator('#year-table tbody tr').count()).toBe(9);
    expect(await one.page.locator('#year-table tbody tr').first().locator('td').last().textContent()).toMatch(
      /^\d+\.\d\d$/,
    );
    const rows = one.page.locator('section#times table').last().locator('tbody tr');
    const before = await rows.count();
    await one.page.getByRole('checkbox', { name: 'go', exact: true }).uncheck();
    expect(await rows.filter({ visible: true }).count()).toBeLessThan(before);
    expect(await one.page.locator('section#size-time figure').filter({ visible: true }).count()).toBe(2);
  });

  test('other prices give other costs', async () => {
    await using one = await opened({ viewport: { width: 1200, height: 900 } });
    const last = one.page.locator('#year-table tbody tr').first().locator('td').last();
    await one.page.getByLabel('pulls a day').fill('0');
    await one.page.getByLabel('builds a day').fill('0');
    expect(await last.textContent()).toBe('0.00');
  });
});
