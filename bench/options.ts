import type { Definitions } from '../src/domain/definitions/definitions.ts';
import { mostRounds } from '../src/domain/run/plan.ts';

/** One option of the command line. The table below drives parser, types, help and docs. */
export interface OptionSpec {
  readonly type:
    'list' | 'string' | 'maybe-string' | 'file' | 'boolean' | 'whole-number' | 'duration' | 'share' | 'rate';
  readonly describe: string | ((known: Definitions) => string);
  /**
   * `rows`: what is measured, or how. A run that goes on keeps it as it was, and `--resume` refuses another.
   * `words`: everything else: what is printed, where files lie, and how an engine is found. (A run that goes on compares the
   * engine itself as soon as it is known.)
   */
  readonly affects: 'rows' | 'words';
  /** For an option that affects rows: a run that goes on takes it anew all the same. It adds rows, and changes none. */
  readonly addsRows?: true;
  /** For an option that affects words: a resumed run keeps its value unless another one is given. */
  readonly lasts?: true;
  /** An option that people use often: `--help` of a command with many options shows only these; `--help --all` shows all. */
  readonly often?: true;
  readonly choices?: readonly string[];
  readonly default?: string | number | boolean;
  /** Smallest and largest value of a whole number. */
  readonly range?: readonly [number, number];
  /** Options that must not be given together with this one; `rows`: all that affect them. */
  readonly excludes?: readonly string[] | 'rows';
  /** Options without which this one means nothing. */
  readonly needs?: string | readonly string[];
}

const names = (definitions: readonly { readonly id: string }[]): string =>
  definitions.map(({ id }) => id).join(', ');

const spec = <const T extends OptionSpec>(option: T): T => option;

export const options = {
  suite: spec({
    type: 'string',
    affects: 'rows',
    describe: ({ suites }) => `What is built, and which builds are compared: ${names(suites)}`,
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
    addsRows: true,
    often: true,
    describe:
      "How often each cell is visited (default: 3, or the suite's own); with --resume: in all, so that a finished run goes on, too",
    range: [1, mostRounds],
  }),
  seed: spec({
    type: 'whole-number',
    affects: 'rows',
    describe: 'Seed of the shuffled order within each round; recorded (default: from the clock)',
    range: [0, 2 ** 31 - 1],
  }),
  budget: spec({
    type: 'duration',
    affects: 'rows',
    often: true,
    describe:
      'Time for all builds (90s, 20m, 1h30m), instead of --rounds: each cell gets as many rounds as fit',
    excludes: ['rounds'],
  }),
  until: spec({
    type: 'share',
    affects: 'rows',
    often: true,
    describe:
      'Build a cell until its 95 % interval is ± this share of its median (3% or 0.03), at most --rounds times (default here: 30)',
  }),
  resume: spec({
    type: 'maybe-string',
    affects: 'words',
    often: true,
    describe:
      'Go on with an interrupted or killed run, or with --rounds also with a finished one: give its id (default: the newest one)',
    excludes: 'rows',
  }),
  undecided: spec({
    type: 'boolean',
    affects: 'rows',
    addsRows: true,
    describe:
      'With --resume: add rounds only for cells in whose comparison no difference is claimed yet, and for their baselines',
    needs: ['resume', 'rounds'],
    default: false,
  }),
  repair: spec({
    type: 'boolean',
    affects: 'words',
    describe:
      'With --resume: restore CSV files that a spreadsheet saved in its own style; the rows stay the same',
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
    describe: 'Engine to use; auto takes yours if it is supported, else the private one',
    choices: ['auto', 'docker', 'private', 'fake'],
    default: 'auto',
  }),
  provision: spec({
    type: 'boolean',
    affects: 'words',
    often: true,
    describe:
      'Allow Stagebench to fetch a private engine from Debian and unpack it (needs root; installs nothing)',
    default: false,
  }),
  bases: spec({
    type: 'string',
    affects: 'rows',
    describe: 'Source of the base images; auto pulls them if the registry answers, else builds them here',
    choices: ['auto', 'registry', 'local'],
    default: 'auto',
  }),
  'ca-bundle': spec({
    type: 'file',
    affects: 'rows',
    describe:
      'File of CA certificates that builds need (default: those that this machine trusts beyond the public ones)',
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
    describe: 'Print only the result, no progress',
    default: false,
  }),
  all: spec({
    type: 'boolean',
    affects: 'words',
    describe:
      'clean: also remove the bases, the private engine and its data; engine down: stop every private engine',
    default: false,
  }),
  check: spec({
    type: 'boolean',
    affects: 'words',
    describe: 'Write nothing; fail if a generated text is stale',
    default: false,
  }),
  run: spec({
    type: 'string',
    affects: 'words',
    describe: 'Folder of the run, e.g. results/latest; report also takes a run id, or latest',
  }),
  baseline: spec({
    type: 'string',
    affects: 'words',
    lasts: true,
    describe: "Strategy to compare the others with (default: the suite's own, or single-stage)",
  }),
  transfer: spec({
    type: 'boolean',
    affects: 'rows',
    describe:
      'Also push each image to a registry on this machine, and pull it onto an empty engine (takes minutes)',
    default: false,
  }),
  bandwidth: spec({
    type: 'rate',
    affects: 'rows',
    describe: 'With --transfer: bandwidth of the pulls, e.g. 100mbit (default: no limit)',
    needs: 'transfer',
  }),
  zstd: spec({
    type: 'boolean',
    affects: 'rows',
    describe: 'With --transfer: also compute the size of the layers compressed with zstd',
    needs: 'transfer',
    default: false,
  }),
  scan: spec({
    type: 'string',
    affects: 'rows',
    describe:
      'Also scan each image for known vulnerabilities, with the program on the PATH, else with its image on the engine; that image uses the network of the host',
    choices: ['trivy'],
  }),
  reproducible: spec({
    type: 'boolean',
    affects: 'rows',
    describe: 'Also build each variant four more times, and say which files differ (takes minutes)',
    default: false,
  }),
  base: spec({
    type: 'string',
    affects: 'words',
    describe: 'Base of the images (image or file): splits their layers into own layers and base layers',
  }),
  platform: spec({
    type: 'string',
    affects: 'words',
    describe: 'Platform to inspect in a multi-platform image, e.g. linux/arm64 (default: all in a file)',
  }),
  force: spec({
    type: 'boolean',
    affects: 'words',
    describe: 'Compare runs even if engine, machine or bases differ; each row says what differs',
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
  return excludes === 'rows'
    ? optionsThatAffect('rows').filter((other) => !optionOf(other).addsRows)
    : excludes;
}

/** What is said of an option in help and docs. */
export function descriptionOf(name: OptionName, known: Definitions): string {
  const { describe } = options[name];
  return typeof describe === 'string' ? describe : describe(known);
}
