import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from 'simple-statistics';
import { formatBytes, formatMs } from '../../../src/domain/units.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import type { CommandContext } from '../../context.ts';
import { hyperfineOnce } from '../hyperfine-times.ts';
import { scriptArguments } from '../script-arguments.ts';

const names = [
  'summary',
  'sizes',
  'times',
  'ratios',
  'recommend',
  'surface',
  'debug',
  'start',
  'transfer',
  'reproducible',
];

/** The first of them compiles what the others find compiled. */
const times = 5;

/** What pages cost: the report of a run as HTML, all tables of a file, and the check of this repository. */
export async function pageFigures(
  hyperfine: string,
  folderOfRun: string,
  { root, stderr }: Pick<CommandContext, 'root' | 'stderr'>,
): Promise<SelfFigures['figures']> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stagebench-self-'));
  try {
    const script = await scriptArguments(root, 'stagebench');
    const memoryFile = path.join(folder, 'memory');
    const preload = ['--import', pathToFileURL(path.join(import.meta.dirname, '..', 'tell-memory.ts')).href];
    const env = { STAGEBENCH_SELF_MEMORY: memoryFile };
    const start = (words: readonly string[], cwd = root) => {
      stderr.write(`stagebench ${words.join(' ')}\n`);
      return hyperfineOnce(hyperfine, [process.execPath, ...preload, ...script, ...words], { env, cwd });
    };
    // A copy, so that nothing is written into the run.
    const run = path.join(folder, 'run');
    await cp(folderOfRun, run, { recursive: true });
    const page = path.join(folder, 'report.html');
    const reported = await start(['report', '--run', run, '--html', page]);
    const peakBytes = Number((await readFile(memoryFile, 'utf8')).trim());
    const tables = path.join(folder, 'tables.md');
    const written: number[] = [];
    for (let time = 0; time < times; time += 1) {
      await writeFile(
        tables,
        names.map((name) => `<!-- stagebench:${name} run=run -->\n\n<!-- /stagebench -->\n`).join('\n'),
      );
      written.push((await start(['tables', tables])).wallMs);
    }
    const checked = await start([
      'tables',
      '--check',
      'README.md',
      'ARCHITECTURE.md',
      'docs/tables.md',
      'docs/method.md',
      'docs/inside.md',
      'docs/reading.md',
      'docs/columns.md',
      'docs/options.md',
      'docs/cold.md',
    ]);
    const { manifest, builds } = await readRun(run);
    const of = `${manifest.plan.cells.length} cells, ${builds.length} builds`;
    return [
      {
        name: '`report --html`',
        value: formatMs(reported.wallMs),
        limit: 'under 2 s',
        how: `wall time, ${of}`,
      },
      { name: 'its page', value: formatBytes((await stat(page)).size), limit: 'under 1.5 MB', how: of },
      { name: 'its memory', value: formatBytes(peakBytes), limit: 'under 250 MB', how: 'peak resident set' },
      {
        name: '`tables` of a file',
        value: formatMs(median(written)),
        limit: 'under 0.5 s',
        how: `wall time, median of ${times}, ${names.length} tables of one run with ${of}`,
      },
      {
        name: '`tables --check`',
        value: formatMs(checked.wallMs),
        limit: 'under 3 s',
        how: 'wall time, all pages of this repository',
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
