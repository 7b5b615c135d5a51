import type { Values } from '../../arguments/values.ts';
import { bases, caBundle } from '../../options/bases.ts';
import { engine, provision } from '../../options/engine.ts';
import { history } from '../../options/history.ts';
import { option } from '../../options/option.ts';
import { json, quiet } from '../../options/output.ts';
import { projectOptions } from '../../options/project.ts';
import { roundsOptions } from '../../options/rounds.ts';
import { results, run } from '../../options/runs.ts';
import { apps, scenarios, strategies } from '../../options/selection.ts';

const failOn = option({
  name: 'fail-on',
  type: 'share',
  affects: 'words',
  describe: 'Exit with 3 if times, bytes or counts became worse by so much for a pinned cause (default: 5%)',
});

const into = option({
  name: 'into',
  type: 'string',
  affects: 'words',
  describe: 'Folder for the page, the summary and the exports (default: night in the folder of --results)',
});

export const nightlyOptions = [
  run,
  history,
  failOn,
  into,
  apps,
  strategies,
  scenarios,
  ...projectOptions,
  ...roundsOptions,
  engine,
  provision,
  quiet,
  json,
  results,
  bases,
  caBundle,
] as const;

export type NightlyValues = Values<typeof nightlyOptions>;
