import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StagebenchError } from '../src/domain/errors.ts';
import { connectEngine } from '../src/lease/connect-engine.ts';
import type { Connection } from '../src/lease/connection.ts';
import { rootFolder, systemClock } from './context.ts';
import { interruptible } from './terminal/interruptible.ts';
import { summaryLine, testCounts, type TestCounts } from './test-counts.ts';

const { env, stdout, stderr } = process;
const isCi = env['CI'] === 'true';
/** Fetching an engine takes minutes and 80 MB: on CI it is wanted, elsewhere only if somebody says so. */
const mayProvision = isCi || env['STAGEBENCH_PROVISION'] === '1';

/** Runs both tiers of tests; the last line says how many passed and failed. */
async function main(signal: AbortSignal): Promise<number> {
  const tiers = [await runTier('unit')];
  let engine: Connection | string | undefined;
  if (!signal.aborted) {
    // An engine that is fetched is waited for most of the time.
    const [pages, found] = await Promise.all([runTier('pages'), engineOrReason(signal)]);
    tiers.push(pages);
    engine = found;
  }
  if (typeof engine === 'object') {
    try {
      // The daemon's tests have an engine of their own, and wait most of the time.
      tiers.push(...(await Promise.all([runTier('itg'), runTier('daemon')])));
      if (!signal.aborted) tiers.push(await runTier('alone'));
    } finally {
      await engine.close();
    }
  }
  if (typeof engine === 'string') stderr.write(notRun(engine));
  stdout.write(`\n${summaryLine(tiers)}\n`);
  if (signal.aborted) return 130;
  return tiers.some(({ failed }) => failed > 0) || (isCi && typeof engine === 'string') ? 1 : 0;
}

/** Runs one tier with vitest in a process of its own, on the Node that runs this. */
async function runTier(project: 'unit' | 'itg' | 'daemon' | 'pages' | 'alone'): Promise<TestCounts> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-test-'));
  const report = path.join(folder, `${project}.json`);
  const vitest = path.join(rootFolder, 'node_modules', 'vitest', 'vitest.mjs');
  const words = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      const child = spawn(process.execPath, [vitest, ...words], { cwd: rootFolder, stdio: 'inherit' });
      child.on('error', reject);
      child.on('close', (code) => {
        resolve(code ?? 1);
      });
    });
    return testCounts(globSync(report).length === 0 ? '' : readFileSync(report, 'utf8'), exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An engine for the tests that need one, held until they are over; or why there is none. */
async function engineOrReason(signal: AbortSignal): Promise<Connection | string> {
  const context = { root: rootFolder, clock: systemClock, environment: env, stdout, stderr, signal };
  try {
    return await connectEngine({ engine: 'auto', provision: mayProvision }, context, (text) => {
      stderr.write(`${text}\n`);
    });
  } catch (error) {
    if (error instanceof StagebenchError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** What nobody should overlook. */
function notRun(reason: string): string {
  const files = globSync('{bench,src}/**/*.test.itg.ts', { cwd: rootFolder })
    .filter((file) => !file.startsWith(path.join('bench', 'browser')))
    .toSorted();
  const rule = '!'.repeat(80);
  return [
    ...[
      '',
      rule,
      'NOT RUN: the tests that need a real engine, because there is none.',
      `  ${reason}`,
      '  They are:',
    ],
    ...files.map((file) => `    ${file}`),
    '  Start Docker, or let Stagebench fetch an engine of its own (root, Debian):',
    '    STAGEBENCH_PROVISION=1 npm test',
    isCi ? '  With CI=true this is a failure.' : '  With CI=true this would be a failure.',
    ...[rule, ''],
  ].join('\n');
}

const interrupt = interruptible(process);
try {
  process.exitCode = await main(interrupt.signal);
} finally {
  interrupt.dispose();
}
