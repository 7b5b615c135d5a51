import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import type { Columns } from '../../src/domain/metrics/column.ts';
import { fileMetrics } from '../../src/domain/metrics/files.ts';
import { toolTable } from '../../src/inspect/surface/tool-table.ts';
import { readCsv } from '../../src/record/csv/read-csv.ts';
import { readRun } from '../../src/record/read/read-run.ts';
import { stepRowSchema } from '../../src/record/rows.ts';
import type { PageSources } from '../../src/report/page.ts';
import type { DescribedCommand, SelfFigures, SimulationFigures, Sources } from '../../src/report/table.ts';
import { analyseRun } from '../../src/stats/analyse-run.ts';
import type { CommandSpec } from '../command-spec.ts';
import { descriptionOf, options } from '../options.ts';
import { rooms } from '../rooms.ts';

/** What the tables of pages are made of: published runs, each read once, and what the program knows of itself. */
export function pageSources(
  published: string,
  { commands, definitions }: { readonly commands: readonly CommandSpec[]; readonly definitions: Definitions },
): PageSources {
  const runs = new Map<string, Promise<Sources['run']>>();
  const publishedJson = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(published, `${name}.json`), 'utf8'));
  return {
    run: async (suite = 'default') => {
      const folder = path.join(published, suite);
      if (!existsSync(folder)) return undefined;
      const run = runs.get(suite) ?? analysed(folder);
      runs.set(suite, run);
      return run;
    },
    steps: async (suite = 'default') => {
      const folder = path.join(published, suite);
      if (!existsSync(folder)) return undefined;
      const text = await readFile(path.join(folder, 'steps.csv'), 'utf8');
      return { ...(await readRun(folder)), steps: readCsv('steps.csv', text, stepRowSchema) };
    },
    columns: async (file) => columnsOf(file),
    tools: async () => Object.values(toolTable),
    commands: async () => commands.map((command) => described(command, definitions)),
    rooms: async () => rooms,
    self: async () => (await publishedJson('self')) as SelfFigures,
    simulation: async (name = '') => ({
      figures: (await publishedJson('simulation')) as SimulationFigures,
      name,
    }),
  };
}

function columnsOf(file = ''): Columns {
  const found = Object.entries<Columns>(fileMetrics).find(([name]) => name === file);
  if (found !== undefined) return found[1];
  throw new StagebenchError(
    'DOCS_STALE',
    `A marker names the columns of ${file}, and no run has such a file.`,
  );
}

async function analysed(folder: string): Promise<Sources['run']> {
  const rows = await readRun(folder);
  return { rows, analysis: await analyseRun(rows, undefined, () => setImmediate()) };
}

/** A command with what docs tell of its options. */
function described(
  { usage, describe, options: names, examples }: CommandSpec,
  definitions: Definitions,
): DescribedCommand {
  const told = names.map((name) => {
    const option = options[name];
    const choices = 'choices' in option ? ` (${option.choices.join(', ')})` : '';
    const preset = 'default' in option && option.type !== 'boolean' ? option.default : '';
    return { name, describe: `${descriptionOf(name, definitions)}${choices}`, default: preset };
  });
  return { usage, describe, options: told, examples };
}
