/** A folder of the house: what lives there, and what its files must not import. */
export interface Room {
  readonly room: string;
  /** A line for the table in ARCHITECTURE.md. */
  readonly holds: string;
  /** The only rooms that may be imported. */
  readonly may?: readonly string[];
  /** Rooms that must not be imported. */
  readonly not?: readonly string[];
  /** Packages that must not be imported. */
  readonly packages?: readonly PackageRule[];
  /** It holds definitions: they import types, and nothing else. */
  readonly typesOnly?: true;
  /** Why. It is part of the message of the linter. */
  readonly why: string;
}

/** `all`; `node`: the modules of Node; `docker`: those that speak to Docker, start processes or read archives. */
export type PackageRule = 'all' | 'node' | 'docker';

const pure = 'it is pure: the same input gives the same output, with no machine around it';
const tables = 'rows and reports can be made again from results/ where there is no engine';
const data = 'a definition is data: it knows nothing but types';

/** The one table of rooms. Lint, the test of the architecture and ARCHITECTURE.md are made from it. */
export const rooms: readonly Room[] = [
  {
    room: 'sample-apps',
    holds: 'the apps: their own sources, lockfiles and tests; `app.ts`: port, promised answers, edits',
    may: ['src/domain'],
    packages: ['all'],
    typesOnly: true,
    why: data,
  },
  {
    room: 'strategies',
    holds:
      'one plain Dockerfile for each app; the steps that an edit re-runs; `strategy.ts`: the hypothesis it tests',
    may: ['src/domain'],
    packages: ['all'],
    typesOnly: true,
    why: data,
  },
  {
    room: 'bench/scenarios',
    holds: 'states of the cache and edits before the timed build',
    may: ['src/domain'],
    packages: ['all'],
    typesOnly: true,
    why: data,
  },
  {
    room: 'bench/claims',
    holds:
      'sentences that people say about builds, each with what it needs, its control and the rule that decides it',
    may: ['src/domain', 'src/stats'],
    packages: ['all'],
    why: 'a claim is data and a pure rule: it knows the view of the rows that it is judged by, and nothing else',
  },
  {
    room: 'bench',
    holds:
      'the composition root and its commands; a folder per concern: arguments, doctor, measuring, package, resume, terminal; scenarios, suites, experiments, the control; `options/`, which several commands share',
    why: 'it knows all rooms, and no room knows it',
  },
  {
    room: 'src/domain',
    holds:
      'nouns: units, texts, the error catalogue; `definitions/`: what can be measured; `run/`: job, plan, sample; `image/`: what is found in one; `metrics/`: each column of a file, declared once. Results are unions on `state`',
    may: [],
    packages: ['all'],
    why: 'the nouns stand alone, without packages and without Node',
  },
  {
    room: 'src/plan',
    holds: 'select, expand, order by seed, share out a budget, what is left of a run; pure',
    may: ['src/domain'],
    packages: ['node', 'docker'],
    why: pure,
  },
  {
    room: 'src/node',
    holds: 'additions to Node: folders, child processes with a time limit',
    may: [],
    why: 'it is a leaf: it adds to Node, and knows nothing of what it is used for',
  },
  {
    room: 'src/dockerfile',
    holds:
      'the reader of Dockerfiles: stages, bases, steps as BuildKit names them, which an edit reaches, transforms',
    may: ['src/domain'],
    packages: ['node', 'docker'],
    why: pure,
  },
  {
    room: 'src/project',
    holds:
      "somebody's own directory as an app with variants: its Dockerfiles, context and edits; `init/` writes the Dockerfiles of each strategy for it, a folder per language",
    may: ['src/domain', 'src/dockerfile', 'src/node'],
    packages: ['docker'],
    why: 'it says what somebody has, from files alone; what is measured of it is not its business',
  },
  {
    room: 'src/lock',
    holds:
      'the locks of an engine and of the folder of a run; the kernel frees them, however their holder dies',
    may: ['src/domain', 'src/node'],
    packages: ['docker'],
    why: 'engine and record lock with it, and share nothing else',
  },
  {
    room: 'src/engine',
    holds:
      'the `Engine` interface; Docker (buildx by the CLI, the rest by the API); the private engine; the fake one; parsers of buildx output',
    not: ['src/lease', 'src/plan', 'src/measure', 'src/record', 'src/stats', 'src/schedule', 'src/report'],
    why: 'an engine builds and runs images and knows nothing of what is measured with it',
  },
  {
    room: 'src/bases',
    holds: "registry and local bases, recipes, the FROM mapping by BuildKit's named contexts",
    not: ['src/lease', 'src/measure', 'src/record', 'src/stats', 'src/schedule', 'src/report'],
    why: 'a base is there before anything is measured',
  },
  {
    room: 'src/inspect',
    holds:
      'what is in an image: layers, bytes, waste, packages, attack surface; transfer; scanners; the proof that it works, start, idle memory, stop',
    not: ['src/lease', 'src/plan', 'src/record', 'src/stats', 'src/schedule', 'src/report'],
    why: 'it says what is in one image, whichever run that belongs to',
  },
  {
    room: 'src/lease',
    holds:
      'an engine for the time of a run: connect, take the lock, end leftovers of killed runs, provide bases, clean up',
    not: ['src/plan', 'src/measure', 'src/stats', 'src/schedule', 'src/report'],
    why: 'it stands on engine, bases, inspect and record, none of which may know of it: the program lends an engine to what measures',
  },
  {
    room: 'src/measure',
    holds:
      'walks the rounds: prepare, edit, build, check against the expected steps, start the image, hand the sample on as an event',
    not: ['src/lease', 'src/node', 'src/record', 'src/stats', 'src/schedule', 'src/report'],
    packages: ['docker'],
    why: 'it speaks to an engine only through the Engine interface, and hands samples on as events; what becomes of them is not its business',
  },
  {
    room: 'src/record',
    holds: 'all of results/: CSV and run.json: write (append, fsync), read, find, resume',
    not: ['src/lease', 'src/engine', 'src/measure', 'src/stats', 'src/schedule', 'src/report'],
    why: tables,
  },
  {
    room: 'src/stats',
    holds: 'intervals, rank test, Holm, power, verdicts, findings; all derived from the rows; pure',
    not: ['src/lease', 'src/node', 'src/engine', 'src/measure', 'src/schedule', 'src/report'],
    packages: ['node', 'docker'],
    why: pure,
  },
  {
    room: 'src/schedule',
    holds:
      'what is visited next, decided between two rounds from the rows: budget, `--until`, the rest of a resumed run',
    not: ['src/lease', 'src/engine', 'src/report'],
    packages: ['docker'],
    why: 'it decides by what was found, and says it in values; others speak to an engine, or to people',
  },
  {
    room: 'src/report',
    holds:
      'what people and programs read: `tables/`, each declared once; `formats/`, each prints any table; `model/`, the footnotes; `words/`; `terminal/`, what fits into a line',
    not: ['src/lease', 'src/engine', 'src/measure', 'src/schedule'],
    why: tables,
  },
];
