import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

/** Times a command from outside, without a shell; ms, one per run. */
export async function hyperfineTimes(
  hyperfine: string,
  command: readonly string[],
  options: {
    readonly runs: number;
    readonly env?: Record<string, string | undefined>;
    readonly cwd?: string;
  },
): Promise<number[]> {
  const file = path.join(os.tmpdir(), `stagebench-hyperfine-${process.pid}.json`);
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  try {
    await execa(hyperfine, ['-N', '--runs', String(options.runs), '--export-json', file, quoted], {
      ...(options.env ? { env: options.env } : {}),
      ...(options.cwd ? { cwd: options.cwd } : {}),
    });
    const { results } = JSON.parse(await readFile(file, 'utf8')) as { results: { times: number[] }[] };
    return (results[0]?.times ?? []).map((seconds) => seconds * 1000);
  } finally {
    await rm(file, { force: true });
  }
}
