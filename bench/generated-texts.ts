import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { toolTable } from '../src/inspect/surface/tool-table.ts';
import type { Definitions } from '../src/domain/definitions.ts';
import { fileMetrics } from '../src/domain/metrics/files.ts';
import { readCsv } from '../src/record/read-csv.ts';
import { readRun } from '../src/record/read-run.ts';
import { stepRowSchema } from '../src/record/rows.ts';
import { notBuiltAgain, reproducibleTable, transferTable } from '../src/report/extras-tables.ts';
import { bytesTable, startTable, surfaceTable } from '../src/report/inside-tables.ts';
import { limitedPulls } from '../src/report/line-text.ts';
import { markdownColumns } from '../src/report/markdown-columns.ts';
import { markdownInside } from '../src/report/markdown-inside.ts';
import { markdownOptions } from '../src/report/markdown-options.ts';
import { markdownPlantedCost } from '../src/report/markdown-planted-cost.ts';
import { markdownResults } from '../src/report/markdown-results.ts';
import { markdownVerdicts } from '../src/report/markdown-verdicts.ts';
import { markdownSelf, type SelfFigures } from '../src/report/markdown-self.ts';
import { markdownTools } from '../src/report/markdown-tools.ts';
import { asMarkdown } from '../src/report/text-table.ts';
import { analyseRun } from '../src/stats/analyse-run.ts';
import { plantedCosts } from '../src/stats/compare/planted-costs.ts';
import type { CommandSpec } from './command-spec.ts';
import { descriptionOf, options } from './options.ts';
import { rooms } from './rooms.ts';

/** A text that is never typed: which file, between which markers, made how. */
export interface GeneratedText {
  readonly file: string;
  readonly name: string;
  readonly render: (publishedFolder: string) => Promise<string>;
}

/** All of them; the commands are handed in, for one of them writes these texts. */
export const generatedTexts = (
  commands: readonly CommandSpec[],
  definitions: Definitions,
): readonly GeneratedText[] => [
  { file: 'README.md', name: 'results', render: resultsTable },
  {
    file: 'docs/options.md',
    name: 'options',
    render: () => Promise.resolve(optionsTable(commands, definitions)),
  },
  { file: 'ARCHITECTURE.md', name: 'rooms', render: () => Promise.resolve(roomsTable()) },
  { file: 'ARCHITECTURE.md', name: 'self', render: selfTable },
  { file: 'docs/method.md', name: 'aa', render: (folder) => verdicts(folder, 'aa') },
  { file: 'docs/method.md', name: 'planted', render: (folder) => verdicts(folder, 'planted') },
  { file: 'docs/cold.md', name: 'cold', render: (folder) => verdicts(folder, 'cold-is-cold') },
  { file: 'docs/inside.md', name: 'bytes', render: (folder) => inside(folder, bytesTable) },
  { file: 'docs/inside.md', name: 'surface', render: (folder) => inside(folder, surfaceTable) },
  { file: 'docs/inside.md', name: 'start', render: (folder) => inside(folder, startTable) },
  {
    file: 'docs/inside.md',
    name: 'transfer',
    render: (folder) => inside(folder, transferTable, limitedPulls),
  },
  {
    file: 'docs/inside.md',
    name: 'reproducible',
    render: (folder) => inside(folder, reproducibleTable, (_, images) => asCode(notBuiltAgain(images))),
  },
  { file: 'docs/method.md', name: 'planted-cost', render: plantedCost },
  ...Object.entries(fileMetrics).map(([name, columns]) => ({
    file: 'docs/columns.md',
    name,
    render: () => Promise.resolve(markdownColumns(columns)),
  })),
  {
    file: 'docs/inside.md',
    name: 'tools',
    render: () => Promise.resolve(markdownTools(Object.values(toolTable))),
  },
];

async function resultsTable(folder: string): Promise<string> {
  const run = await readRun(path.join(folder, 'default'));
  return markdownResults(run, await analyseRun(run, undefined, () => setImmediate()));
}

/** What a suite has shown; says so if no run of it was published yet. */
async function verdicts(folder: string, suite: string): Promise<string> {
  const runFolder = path.join(folder, suite);
  if (!existsSync(runFolder)) return 'No run of it has been published yet.';
  const run = await readRun(runFolder);
  return markdownVerdicts(run, await analyseRun(run, undefined, () => setImmediate()));
}

/** Where the time of a planted step goes, by the builder's own times of each step. */
async function plantedCost(folder: string): Promise<string> {
  const runFolder = path.join(folder, 'planted');
  if (!existsSync(runFolder)) return 'No run of it has been published yet.';
  const { manifest, builds } = await readRun(runFolder);
  const text = await readFile(path.join(runFolder, 'steps.csv'), 'utf8');
  return markdownPlantedCost(plantedCosts(manifest, builds, readCsv('steps.csv', text, stepRowSchema)));
}

/** Reasons are the builder's words, which may mean something in Markdown. */
const asCode = (reasons: readonly string[]): string | undefined =>
  reasons.length === 0 ? undefined : reasons.map((text) => `\`${text.replaceAll('`', "'")}\``).join('\n\n');

type Inside = Parameters<typeof markdownInside>;

async function inside(folder: string, ...how: [table: Inside[1], note?: Inside[2]]): Promise<string> {
  return markdownInside(await readRun(path.join(folder, 'default')), ...how);
}

async function selfTable(folder: string): Promise<string> {
  return markdownSelf(JSON.parse(await readFile(path.join(folder, 'self.json'), 'utf8')) as SelfFigures);
}

const roomsTable = (): string =>
  asMarkdown({
    head: ['room', 'what lives there', 'it may import'],
    rows: rooms.map(({ room, holds, may, not }) => {
      const named = (folders: readonly string[]) => folders.map((name) => `\`${name}\``).join(', ');
      const limits = may
        ? may.length === 0
          ? 'nothing'
          : `only ${named(may)}`
        : not
          ? `all but ${named(not)}`
          : 'all';
      return [`\`${room}\``, holds, limits];
    }),
    right: [false, false, false],
  });

function optionsTable(commands: readonly CommandSpec[], definitions: Definitions): string {
  return commands
    .map((command) => {
      const rows = command.options.map((name) => {
        const option = options[name];
        const choices = 'choices' in option ? ` (${option.choices.join(', ')})` : '';
        const preset = 'default' in option && option.type !== 'boolean' ? option.default : '';
        return { name, describe: `${descriptionOf(name, definitions)}${choices}`, default: preset };
      });
      const examples = command.examples.map(([words, meaning]) => `stagebench ${words}    # ${meaning}`);
      return `## ${command.usage}\n\n${command.describe}.\n\n${markdownOptions(rows)}\n\n\`\`\`sh\n${examples.join('\n')}\n\`\`\``;
    })
    .join('\n\n');
}
