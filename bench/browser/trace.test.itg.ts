import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { chartSourceOf } from '../../src/report/chart-source.fixture.ts';
import { exporter } from '../../src/report/exports/formats/trace.ts';
import { findChromium } from './find-chromium.ts';

/* A trace is opened by speedscope, which others wrote: it says at its console what it could not make sense of. */

const executablePath = findChromium(process.env);
const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-trace-'));

test.skipIf(executablePath === undefined)(
  'speedscope opens a trace, and has nothing to say of it',
  async ({ onTestFinished }) => {
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const trace = exporter.print(await chartSourceOf({ apps: ['go', 'node'] }));
    const script = path.join(folder, 'trace.js');
    const base64 = Buffer.from(trace).toString('base64');
    writeFileSync(script, `speedscope.loadFileFromBase64("made.json", "${base64}")`);
    const main = fileURLToPath(import.meta.resolve('speedscope/package.json'));
    const page = pathToFileURL(path.join(path.dirname(main), 'dist', 'release', 'index.html')).href;

    const browser = await chromium.launch({
      ...{ executablePath: executablePath ?? '', args: ['--no-sandbox', '--allow-file-access-from-files'] },
    });
    try {
      const opened = await browser.newPage();
      const said: string[] = [];
      opened.on('console', (message) => said.push(message.text()));
      await opened.goto(`${page}#localProfilePath=${script}`);
      await opened.waitForFunction(() =>
        (globalThis as never as { document: { title: string } }).document.title.startsWith('made.json'),
      );
      expect(said).toContainEqual('Importing as Trace Event Format profile');
      expect(said.filter((text) => /^Tried|^ts=|still open|error/i.test(text))).toEqual([]);
      expect(await opened.locator('body').innerText()).toContain('run r1 (pid 1), builds (tid 1)');
    } finally {
      await browser.close();
    }
  },
);
