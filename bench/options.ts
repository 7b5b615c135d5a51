import type { Definitions } from '../src/domain/definitions.ts';
import { mostRounds } from '../src/domain/plan.ts';

/** One option of the command line. The table below drives parser, types, help and docs. */
export interface OptionSpec {
  readonly type:
    'list' | 'string' | 'maybe-string' | 'file' | 'boolean' | 'whole-number' | 'duration' | 'share' | 'rate';
  readonly describe: string | ((known: Definitions) => string);
  /**
   * `rows`: what is measured, or how. A run that goes on keeps it as it was, and `--resume` refuses another.
   * `words`: all else: what is told, where it lies, and how an engine is found (which one that is, is compared when it is known).
   */
  readonly affects: 'rows' | 'words';
  /** Of an option that affects words: a run that goes on keeps it where nothing else is said. */
  readonly lasts?: true;
  /** People use it most: `--help` of a command with many options shows those that have this, `--help --all` all. */
  readonly often?: true;
  readonly choices?: readonly string[];
  readonly default?: string | number | boolean;
  /** Smallest and largest value of a whole number. */
  readonly range?: readonly [number, number];
  /** Options that must not be given together with this one; `rows`: all that affect them. */
  readonly excludes?: readonly string[] | 'rows';
  /** An option without which this one means nothing. */
  readonly needs?: string;
}

const names = (definitions: readonly { readonly id: string }[]): string =>
  definitions.map(({ id }) => id).join(', ');

const spec = <const T extends OptionSpec>(option: T): T => option;

export const options = {
  suite: spec({
    type: 'string',
    affects: 'rows',
    describe: ({ suites }) => `What is built, and what is held against what: ${names(suites)}`,
    default: 'default',
  }),
  apps: spec({
    type: 'list',
    affects: 'rows',
    often: true,
    describe: ({ apps }) =>
      `Apps to build, comma-separated or repeated: ${names(apps)} (default: all, or the suite's)`,
  }),
  strategies: spec({
    type: 'list',
    affects: 'rows',
    often: true,
    describe: ({ strategies }) =>
      `Strategies to compare: ${names(strategies)} (default: all, or the suite's)`,
  }),
  scenarios: spec({
    type: 'list',
    affects: 'rows',
    often: true,
    describe: ({ scenarios }) =>
      `Cache scenarios to time: ${names(scenarios)} (default: all, or the suite's)`,
  }),
  rounds: spec({
    type: 'whole-number',
    affects: 'rows',
    often: true,
    describe: "How often each cell is visited (default: 3, or the suite's own)",
    range: [1, mostRounds],
  }),
  seed: spec({
    type: 'whole-number',
    affects: 'rows',
    describe: 'Orders the variants within a round; recorded (default: from the clock)',
    range: [0, 2 ** 31 - 1],
  }),
  budget: spec({
    type: 'duration',
    affects: 'rows',
    often: true,
    describe:
      'Instead of --rounds: how long the builds may take in all (90s, 20m, 1h30m); shares out the rounds',
    excludes: ['rounds'],
  }),
  until: spec({
    type: 'share',
    affects: 'rows',
    often: true,
    describe:
      'Stops a cell when half of its 95 % interval is this share of its median (3% or 0.03); --rounds (here 30) is the most',
  }),
  resume: spec({
    type: 'maybe-string',
    affects: 'words',
    often: true,
    describe: 'Goes on with a run that was interrupted or died: its id, or the newest one',
    excludes: 'rows',
  }),
  repair: spec({
    type: 'boolean',
    affects: 'words',
    describe: 'With --resume: writes files that a spreadsheet has saved as they were, with the same rows',
    needs: 'resume',
    default: false,
  }),
  results: spec({
    type: 'string',
    affects: 'words',
    describe: 'Folder that holds the runs',
    default: 'results',
  }),
  engine: spec({
    type: 'string',
    affects: 'words',
    often: true,
    describe: 'Which engine is used; auto is yours if it is good enough, else the private one',
    choices: ['auto', 'docker', 'private', 'fake'],
    default: 'auto',
  }),
  provision: spec({
    type: 'boolean',
    affects: 'words',
    often: true,
    describe: 'May fetch and unpack a private engine from Debian (needs root; nothing is installed)',
    default: false,
  }),
  bases: spec({
    type: 'string',
    affects: 'rows',
    describe: 'Where base images come from; auto is the registry if it answers, else built here',
    choices: ['auto', 'registry', 'local'],
    default: 'auto',
  }),
  'ca-bundle': spec({
    type: 'file',
    affects: 'rows',
    describe: 'CA certificates that builds need (default: what this machine trusts beyond the public ones)',
  }),
  'dry-run': spec({
    type: 'boolean',
    affects: 'rows',
    often: true,
    describe: 'Print the plan and stop; needs no engine',
    default: false,
  }),
  'keep-images': spec({
    type: 'boolean',
    affects: 'words',
    lasts: true,
    describe: 'Leave the last image of each variant on the engine',
    default: false,
  }),
  'keep-logs': spec({
    type: 'boolean',
    affects: 'words',
    lasts: true,
    describe: "Keep the builder's log of every build, not only of failed ones",
    default: false,
  }),
  json: spec({
    type: 'boolean',
    affects: 'words',
    describe: 'Print machine-readable JSON on stdout',
    default: false,
  }),
  quiet: spec({
    type: 'boolean',
    affects: 'words',
    describe: 'No progress, only the result',
    default: false,
  }),
  all: spec({
    type: 'boolean',
    affects: 'words',
    describe: 'clean: also the bases, the private engine and its data; engine down: every private engine',
    default: false,
  }),
  check: spec({
    type: 'boolean',
    affects: 'words',
    describe: 'Change nothing; fail if the generated text is stale',
    default: false,
  }),
  run: spec({
    type: 'string',
    affects: 'words',
    describe: 'Folder of the run, e.g. results/latest; report also takes its id, or latest',
  }),
  baseline: spec({
    type: 'string',
    affects: 'words',
    lasts: true,
    describe: "Strategy that the others are held against (default: the suite's own, or single-stage)",
  }),
  transfer: spec({
    type: 'boolean',
    affects: 'rows',
    describe:
      'Also push each image to a registry on this machine, and pull it onto an empty engine (minutes)',
    default: false,
  }),
  bandwidth: spec({
    type: 'rate',
    affects: 'rows',
    describe: 'With --transfer: the line that pulls go over, e.g. 100mbit (default: as fast as it goes)',
    needs: 'transfer',
  }),
  zstd: spec({
    type: 'boolean',
    affects: 'rows',
    describe: 'With --transfer: also what the layers would take compressed with zstd',
    needs: 'transfer',
    default: false,
  }),
  scan: spec({
    type: 'string',
    affects: 'rows',
    describe:
      'Also scan each image for known vulnerabilities: by the program on the PATH, else its image that the engine has, on the network of the host',
    choices: ['trivy'],
  }),
  reproducible: spec({
    type: 'boolean',
    affects: 'rows',
    describe: 'Also build each variant four times more, and say which files differ (minutes)',
    default: false,
  }),
  base: spec({
    type: 'string',
    affects: 'words',
    describe: 'Image or file that the images stand on: tells their own layers from those of the base',
  }),
  platform: spec({
    type: 'string',
    affects: 'words',
    describe:
      'Of an image for several platforms, the one to look into, e.g. linux/arm64 (default: all in a file)',
  }),
  force: spec({
    type: 'boolean',
    affects: 'words',
    describe: 'Compare runs that were not measured alike; each row says what differs',
    default: false,
  }),
} as const;

export type OptionName = keyof typeof options;

/** The whole row, with what only some of them say. */
export const optionOf = (name: OptionName): OptionSpec => options[name];

/** The names of all that affect rows, or words. */
export const optionsThatAffect = (what: OptionSpec['affects']): OptionName[] =>
  (Object.keys(options) as OptionName[]).filter((name) => options[name].affects === what);

/** The options that must not be given together with this one. */
export function excludedBy(name: OptionName): readonly string[] {
  const { excludes = [] } = optionOf(name);
  return excludes === 'rows' ? optionsThatAffect('rows') : excludes;
}

/** What is said of an option in help and docs. */
export function descriptionOf(name: OptionName, known: Definitions): string {
  const { describe } = options[name];
  return typeof describe === 'string' ? describe : describe(known);
}
