import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readRun } from '../src/record/read-run.ts';
import { markdownOptions } from '../src/report/markdown-options.ts';
import { markdownResults } from '../src/report/markdown-results.ts';
import { markdownSelf, type SelfFigures } from '../src/report/markdown-self.ts';
import { summarise } from '../src/stats/summarise.ts';
import { commands } from './commands.ts';
import { options } from './options.ts';

/** A text that is never typed: which file, between which markers, made how. */
export interface GeneratedText {
  readonly file: string;
  readonly name: string;
  readonly render: (publishedFolder: string) => Promise<string>;
}

export const generatedTexts: readonly GeneratedText[] = [
  { file: 'README.md', name: 'results', render: resultsTable },
  { file: 'docs/options.md', name: 'options', render: () => Promise.resolve(optionsTable()) },
  { file: 'ARCHITECTURE.md', name: 'self', render: selfTable },
];

async function resultsTable(folder: string): Promise<string> {
  const { manifest, builds, images } = await readRun(folder);
  return markdownResults(
    manifest,
    summarise(manifest.runId, manifest.plan.cells, builds, images),
    builds,
    images,
  );
}

async function selfTable(folder: string): Promise<string> {
  return markdownSelf(JSON.parse(await readFile(path.join(folder, 'self.json'), 'utf8')) as SelfFigures);
}

function optionsTable(): string {
  return commands
    .map((command) => {
      const rows = command.options.map((name) => {
        const option = options[name];
        const choices = 'choices' in option ? ` (${option.choices.join(', ')})` : '';
        const preset = 'default' in option && option.type !== 'boolean' ? String(option.default) : '';
        return { name, describe: `${option.describe}${choices}`, default: preset };
      });
      const examples = command.examples.map(([words, meaning]) => `stagebench ${words}    # ${meaning}`);
      return `## ${command.usage}\n\n${command.describe}.\n\n${markdownOptions(rows)}\n\n\`\`\`sh\n${examples.join('\n')}\n\`\`\``;
    })
    .join('\n\n');
}
