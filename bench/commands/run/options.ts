import type { Values } from '../../arguments/values.ts';
import { bases, caBundle } from '../../options/bases.ts';
import { builder, builderIsMine } from '../../options/builder.ts';
import { claimOptions } from '../../options/claims.ts';
import { engine, provision } from '../../options/engine.ts';
import { option } from '../../options/option.ts';
import { json, quiet } from '../../options/output.ts';
import { projectOptions } from '../../options/project.ts';
import { roundsOptions } from '../../options/rounds.ts';
import { baseline, results } from '../../options/runs.ts';
import { scan } from '../../options/scan.ts';
import { selectionOptions } from '../../options/selection.ts';
import { shardOptions } from '../../options/shard.ts';

const resume = option({
  name: 'resume',
  type: 'maybe-string',
  affects: 'words',
  often: true,
  describe:
    'Go on with an interrupted or killed run; with --rounds also with a finished one, until each cell has so many in all: give its id (default: the newest one)',
  excludes: 'rows',
});

const undecided = option({
  name: 'undecided',
  type: 'boolean',
  affects: 'rows',
  addsRows: true,
  describe:
    'With --resume: add rounds only for cells in whose comparison no difference is claimed yet, and for their baselines',
  needs: ['resume', 'rounds'],
  default: false,
});

const repair = option({
  name: 'repair',
  type: 'boolean',
  affects: 'words',
  describe:
    'With --resume: restore CSV files that a spreadsheet saved in its own style; the rows stay the same',
  needs: 'resume',
  default: false,
});

const dryRun = option({
  name: 'dry-run',
  type: 'boolean',
  affects: 'rows',
  often: true,
  describe: 'Print the plan and stop; needs no engine',
  default: false,
});

const keepImages = option({
  name: 'keep-images',
  type: 'boolean',
  affects: 'words',
  lasts: true,
  describe: 'Leave the last image of each variant on the engine',
  default: false,
});

const keepLogs = option({
  name: 'keep-logs',
  type: 'boolean',
  affects: 'words',
  lasts: true,
  describe: "Keep the builder's log of every build, not only of failed ones",
  default: false,
});

const transfer = option({
  name: 'transfer',
  type: 'boolean',
  affects: 'rows',
  describe:
    'Also push each image to a registry on this machine, and pull it onto an empty engine (takes minutes)',
  default: false,
});

const bandwidth = option({
  name: 'bandwidth',
  type: 'rate',
  affects: 'rows',
  describe: 'With --transfer: bandwidth of the pulls, e.g. 100mbit (default: no limit)',
  needs: 'transfer',
});

const zstd = option({
  name: 'zstd',
  type: 'boolean',
  affects: 'rows',
  describe: 'With --transfer: also compute the size of the layers compressed with zstd',
  needs: 'transfer',
  default: false,
});

const reproducible = option({
  name: 'reproducible',
  type: 'boolean',
  affects: 'rows',
  describe: 'Also build each variant four more times, and say which files differ (takes minutes)',
  default: false,
});

export const runOptions = [
  ...selectionOptions,
  ...projectOptions,
  ...claimOptions,
  ...roundsOptions,
  ...shardOptions,
  json,
  resume,
  undecided,
  repair,
  baseline,
  engine,
  provision,
  quiet,
  results,
  bases,
  caBundle,
  dryRun,
  keepImages,
  keepLogs,
  builder,
  builderIsMine,
  transfer,
  bandwidth,
  zstd,
  scan,
  reproducible,
] as const;

export type RunValues = Values<typeof runOptions>;
