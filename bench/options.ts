import { mostRounds } from '../src/domain/plan.ts';
import { apps, scenarios, strategies, suites } from './registry.ts';

/** One option of the command line. The table below drives parser, types, help and docs. */
interface OptionSpec {
  readonly type:
    'list' | 'string' | 'maybe-string' | 'file' | 'boolean' | 'whole-number' | 'duration' | 'share' | 'rate';
  readonly describe: string;
  /** People use it most: `--help` of a command with many options shows those that have this, `--help --all` all. */
  readonly often?: true;
  readonly choices?: readonly string[];
  readonly default?: string | number | boolean;
  /** Smallest and largest value of a whole number. */
  readonly range?: readonly [number, number];
  /** Options that must not be given together with this one. */
  readonly excludes?: readonly string[];
  /** An option without which this one means nothing. */
  readonly needs?: string;
}

const names = (definitions: readonly { readonly id: string }[]): string =>
  definitions.map(({ id }) => id).join(', ');

const spec = <const T extends OptionSpec>(option: T): T => option;

export const options = {
  suite: spec({
    type: 'string',
    describe: `What is built, and what is held against what: ${names(suites)}`,
    default: 'default',
  }),
  apps: spec({
    type: 'list',
    often: true,
    describe: `Apps to build, comma-separated or repeated: ${names(apps)} (default: all, or the suite's)`,
  }),
  strategies: spec({
    type: 'list',
    often: true,
    describe: `Strategies to compare: ${names(strategies)} (default: all, or the suite's)`,
  }),
  scenarios: spec({
    type: 'list',
    often: true,
    describe: `Cache scenarios to time: ${names(scenarios)} (default: all, or the suite's)`,
  }),
  rounds: spec({
    type: 'whole-number',
    often: true,
    describe: "How often each cell is visited (default: 3, or the suite's own)",
    range: [1, mostRounds],
  }),
  budget: spec({
    type: 'duration',
    often: true,
    describe:
      'Instead of --rounds: how long the builds may take in all (90s, 20m, 1h30m); shares out the rounds',
    excludes: ['rounds'],
  }),
  until: spec({
    type: 'share',
    often: true,
    describe:
      'Stops a cell when half of its 95 % interval is this share of its median (3% or 0.03); --rounds (here 30) is the most',
  }),
  resume: spec({
    type: 'maybe-string',
    often: true,
    describe: 'Goes on with a run that was interrupted or died: its id, or the newest one',
    // prettier-ignore
    excludes: ['suite', 'apps', 'strategies', 'scenarios', 'rounds', 'seed', 'budget', 'until', 'bases', 'ca-bundle', 'dry-run', 'transfer', 'bandwidth', 'zstd', 'scan', 'reproducible'],
  }),
  repair: spec({
    type: 'boolean',
    describe: 'With --resume: writes files that a spreadsheet has saved as they were, with the same rows',
    needs: 'resume',
    default: false,
  }),
  seed: spec({
    type: 'whole-number',
    describe: 'Orders the variants within a round; recorded (default: from the clock)',
    range: [0, 2 ** 31 - 1],
  }),
  results: spec({
    type: 'string',
    describe: 'Folder that holds the runs',
    default: 'results',
  }),
  engine: spec({
    type: 'string',
    often: true,
    describe: 'Which engine is used; auto is yours if it is good enough, else the private one',
    choices: ['auto', 'docker', 'private', 'fake'],
    default: 'auto',
  }),
  provision: spec({
    type: 'boolean',
    often: true,
    describe: 'May fetch and unpack a private engine from Debian (needs root; nothing is installed)',
    default: false,
  }),
  bases: spec({
    type: 'string',
    describe: 'Where base images come from; auto is the registry if it answers, else built here',
    choices: ['auto', 'registry', 'local'],
    default: 'auto',
  }),
  'ca-bundle': spec({
    type: 'file',
    describe: 'CA certificates that builds need (default: what this machine trusts beyond the public ones)',
  }),
  'dry-run': spec({
    type: 'boolean',
    often: true,
    describe: 'Print the plan and stop; needs no engine',
    default: false,
  }),
  'keep-images': spec({
    type: 'boolean',
    describe: 'Leave the last image of each variant on the engine',
    default: false,
  }),
  'keep-logs': spec({
    type: 'boolean',
    describe: "Keep the builder's log of every build, not only of failed ones",
    default: false,
  }),
  json: spec({ type: 'boolean', describe: 'Print machine-readable JSON on stdout', default: false }),
  quiet: spec({ type: 'boolean', describe: 'No progress, only the result', default: false }),
  all: spec({
    type: 'boolean',
    describe: 'clean: also the bases, the private engine and its data; engine down: every private engine',
    default: false,
  }),
  check: spec({
    type: 'boolean',
    describe: 'Change nothing; fail if the generated text is stale',
    default: false,
  }),
  run: spec({
    type: 'string',
    describe: 'Folder of the run, e.g. results/latest; report also takes its id, or latest',
  }),
  baseline: spec({
    type: 'string',
    describe: "Strategy that the others are held against (default: the suite's own, or single-stage)",
  }),
  transfer: spec({
    type: 'boolean',
    describe:
      'Also push each image to a registry on this machine, and pull it onto an empty engine (minutes)',
    default: false,
  }),
  bandwidth: spec({
    type: 'rate',
    describe: 'With --transfer: the line that pulls go over, e.g. 100mbit (default: as fast as it goes)',
    needs: 'transfer',
  }),
  zstd: spec({
    type: 'boolean',
    describe: 'With --transfer: also what the layers would take compressed with zstd',
    needs: 'transfer',
    default: false,
  }),
  scan: spec({
    type: 'string',
    describe:
      'Also scan each image for known vulnerabilities: by the program on the PATH, else its image that the engine has, on the network of the host',
    choices: ['trivy'],
  }),
  reproducible: spec({
    type: 'boolean',
    describe: 'Also build each variant four times more, and say which files differ (minutes)',
    default: false,
  }),
  base: spec({
    type: 'string',
    describe: 'Image or file that the images stand on: tells their own layers from those of the base',
  }),
  platform: spec({
    type: 'string',
    describe:
      'Of an image for several platforms, the one to look into, e.g. linux/arm64 (default: all in a file)',
  }),
  force: spec({
    type: 'boolean',
    describe: 'Compare runs that were not measured alike; each row says what differs',
    default: false,
  }),
} as const;

export type OptionName = keyof typeof options;

interface ValueOf {
  list: string[];
  string: string;
  /** Empty if only the option is given. */
  'maybe-string': string;
  /** A path that can be read. */
  file: string;
  boolean: boolean;
  'whole-number': number;
  /** In ms. */
  duration: number;
  /** 0.03 = 3 %. */
  share: number;
  /** In bit/s. */
  rate: number;
}

type Optional<Spec> = Spec extends { default: unknown } ? never : undefined;
type Value<Spec extends OptionSpec> = Spec extends { choices: readonly (infer C)[] }
  ? C
  : ValueOf[Spec['type']];

/** The parsed values of some options: kebab-case names as they are typed. */
export type Values<Names extends OptionName> = {
  readonly [Name in Names]: Value<(typeof options)[Name]> | Optional<(typeof options)[Name]>;
};
