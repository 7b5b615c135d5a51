import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import type { Columns } from '../../src/domain/metrics/column.ts';
import { fileMetrics } from '../../src/domain/metrics/files.ts';
import { surfaceMetrics } from '../../src/domain/metrics/surface.ts';
import { toolTable } from '../../src/inspect/surface/tool-table.ts';
import { readCsv } from '../../src/record/csv/read-csv.ts';
import { readRun } from '../../src/record/read/read-run.ts';
import { columnsAfter, stepRowSchema } from '../../src/record/rows.ts';
import type { PageSources } from '../../src/report/page.ts';
import type { DescribedCommand, SelfFigures, SimulationFigures, Sources } from '../../src/report/table.ts';
import { analyseRun } from '../../src/stats/analyse-run.ts';
import type { CommandSpec } from '../command-spec.ts';
import { descriptionOf } from '../options/option.ts';
import { rooms } from '../rooms.ts';

/** What the tables of pages are made of: published runs, each read once, and what the program knows of itself. */
export function pageSources(
  published: string,
  { commands, definitions }: { readonly commands: readonly CommandSpec[]; readonly definitions: Definitions },
): PageSources {
  const runs = new Map<string, Promise<Sources['run']>>();
  const publishedJson = async <T>(name: string): Promise<T | undefined> => {
    const file = path.join(published, `${name}.json`);
    return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as T) : undefined;
  };
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
      const run = await readRun(folder);
      const text = await readFile(path.join(folder, 'steps.csv'), 'utf8');
      const mayLack = columnsAfter(run.manifest.schema, 'steps');
      return { ...run, steps: readCsv('steps.csv', text, stepRowSchema, [], mayLack) };
    },
    columns: async (file) => columnsOf(file),
    strategies: async () => definitions.strategies,
    tools: async () => Object.values(toolTable),
    commands: async () => commands.map((command) => described(command, definitions)),
    rooms: async () => rooms,
    self: () => publishedJson<SelfFigures>('self'),
    simulation: async (name = '') => {
      const figures = await publishedJson<SimulationFigures>('simulation');
      return figures && { figures, name };
    },
  };
}

/** Those of a file, or of the attack surface of an image. */
function columnsOf(named = ''): Columns {
  const groups = { ...fileMetrics, surface: surfaceMetrics };
  const found = Object.entries<Columns>(groups).find(([name]) => name === named);
  if (found !== undefined) return found[1];
  throw new StagebenchError(
    'DOCS_STALE',
    `A marker names the columns of ${named}, and no run has such a file.`,
  );
}

async function analysed(folder: string): Promise<Sources['run']> {
  const rows = await readRun(folder);
  return { rows, analysis: await analyseRun(rows, undefined, () => setImmediate()) };
}

/** A command with what docs tell of its options. */
function described(
  { usage, describe, options, examples }: CommandSpec,
  definitions: Definitions,
): DescribedCommand {
  const told = options.map((option) => {
    const { name, choices, default: preset = '' } = option;
    const choice = choices === undefined ? '' : ` (${choices.join(', ')})`;
    const meaning = `${descriptionOf(option, definitions)}${choice}`;
    return { name, describe: meaning, default: typeof preset === 'boolean' ? '' : String(preset) };
  });
  return { usage, describe, options: told, examples };
}
