import path from 'node:path';
import { median } from 'simple-statistics';
import type { SelfFigures } from '../../../src/report/table.ts';
import { hyperfineTimes } from '../hyperfine-times.ts';

const runs = 15;

/** How long a person waits for help and for a plan. */
export async function startUpFigures(hyperfine: string, root: string): Promise<SelfFigures['figures']> {
  const cli = path.join(root, 'bench', 'cli.js');
  const figure = async (words: readonly string[]) => {
    const times = await hyperfineTimes(hyperfine, [process.execPath, cli, ...words], { runs, cwd: root });
    return {
      name: `\`${words.join(' ')}\``,
      value: `${(median(times) / 1000).toFixed(2)} s`,
      limit: 'under 0.4 s',
      how: `median of ${runs} by hyperfine`,
    };
  };
  return [await figure(['run', '--help']), await figure(['run', '--dry-run'])];
}
