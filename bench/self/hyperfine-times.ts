import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

interface HyperfineOptions {
  readonly env?: Record<string, string | undefined>;
  readonly cwd?: string;
}

/** Times a command from outside, without a shell; ms, one per run. */
export async function hyperfineTimes(
  hyperfine: string,
  command: readonly string[],
  { runs, ...options }: HyperfineOptions & { readonly runs: number },
): Promise<number[]> {
  const { times } = await runHyperfine(hyperfine, command, runs, options);
  return times.map((seconds) => seconds * 1000);
}

/** Times one run: how long it took, and how long processors worked on it, ms. */
export async function hyperfineOnce(
  hyperfine: string,
  command: readonly string[],
  options: HyperfineOptions = {},
): Promise<{ readonly wallMs: number; readonly cpuMs: number }> {
  const { times, user, system } = await runHyperfine(hyperfine, command, 1, options);
  return { wallMs: (times[0] ?? NaN) * 1000, cpuMs: (user + system) * 1000 };
}

async function runHyperfine(
  hyperfine: string,
  command: readonly string[],
  runs: number,
  { env, cwd }: HyperfineOptions,
): Promise<{ times: number[]; user: number; system: number }> {
  const file = path.join(os.tmpdir(), `stagebench-hyperfine-${process.pid}.json`);
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  try {
    await execa(hyperfine, ['-N', '--runs', String(runs), '--export-json', file, quoted], {
      ...(env ? { env } : {}),
      ...(cwd ? { cwd } : {}),
    });
    const { results } = JSON.parse(await readFile(file, 'utf8')) as {
      results: { times: number[]; user: number; system: number }[];
    };
    const [only] = results;
    if (only === undefined) throw new Error('hyperfine measured nothing');
    return only;
  } finally {
    await rm(file, { force: true });
  }
}
