import { resultsFolder } from '../options/results-folder.ts';
import { defineCommand } from '../command-spec.ts';
import { option } from '../options/option.ts';
import { baseline, results, run } from '../options/runs.ts';
import { apps, scenarios, strategies } from '../options/selection.ts';

// They are the keys of a marker, so that what was tried on the command line can be pasted into a page.
const columns = option({
  name: 'columns',
  type: 'string',
  affects: 'words',
  often: true,
  describe: 'Columns of images.csv and summary.csv in place of those of the table, comma-separated',
});

const sort = option({
  name: 'sort',
  type: 'string',
  affects: 'words',
  often: true,
  mayBeginWithDash: true,
  describe: 'Column by which the lines of an app are sorted; -NAME (--sort=-NAME): the largest first',
});

const caption = option({
  name: 'caption',
  type: 'string',
  affects: 'words',
  describe: 'Words before the sentence that says where the numbers are from',
});

const digits = option({
  name: 'digits',
  type: 'string',
  affects: 'words',
  describe: 'Significant digits of times, bytes and ratios, 1 to 6; of few samples there are always two',
});

const of = option({
  name: 'of',
  type: 'string',
  affects: 'words',
  describe: 'Which part of a table that is of no run, as builds of the table columns',
});

const format = option({
  name: 'format',
  type: 'string',
  affects: 'words',
  often: true,
  describe: 'How the table is printed; csv and json have plain values under the names of the files',
  choices: ['text', 'md', 'html', 'csv', 'json'],
  default: 'text',
});

export const command = defineCommand({
  usage: 'table <name>',
  order: 7,
  positionals: { name: 'word' },
  describe: 'Print one table of a recorded run',
  notes: '`stagebench tables --list` names all tables. Its keys are the options here.',
  options: [results, run, apps, strategies, scenarios, baseline, columns, sort, caption, digits, of, format],
  examples: [
    ['table times', 'Times of the newest finished run, with intervals'],
    ['table sizes --format csv', 'Bytes of each image, for a spreadsheet'],
    ['table sizes --sort size_bytes', 'The smallest image of each app first'],
    ['table sizes --sort=-size_bytes', 'The largest image of each app first'],
    ['table sizes --columns layers,user --format md', 'Other columns, to paste into a page'],
  ],
  resolve: ({ name, results, format, apps, strategies, scenarios, ...others }) => {
    const { run, baseline, columns, sort, caption, digits, of } = others;
    const lists = Object.entries({ apps, strategies, scenarios }).map(([key, list]) => [
      key,
      list?.join(','),
    ]);
    const texts = Object.entries({ baseline, columns, sort, caption, digits, of });
    const keys = new Map(
      [...lists, ...texts].flatMap(([key, text]) =>
        key === undefined || text === undefined ? [] : [[key, text] as const],
      ),
    );
    return { name, keys, format, results: resultsFolder({ results }), run };
  },
  run: async (job, context, commands) =>
    (await import('./table/run.ts')).table(job, { ...context, commands }),
});
