import { z } from 'zod';
import { cellId, control, variantId } from '../domain/run/plan.ts';
import { mostShards } from '../domain/run/shard.ts';

const text = z.string();
const amount = z.number().nonnegative();
const count = z.int().nonnegative();
/** More rounds than any run has; a number that is far larger would keep a reader busy for ever. */
const mostRounds = 1_000_000;
/** More builds than any visit makes. */
const mostBuilds = 1000;

/**
 * A name that becomes a part of a path, of an image's name or of a file's: it can name nothing outside the folder that it
 * is joined to.
 */
const nameInPath = z
  .string()
  .regex(/^[A-Za-z0-9][\w.+-]{0,127}$/, { error: ({ input }) => `${JSON.stringify(input)} is no name` });

const variant = z.looseObject({ app: nameInPath, strategy: nameInPath });
const cell = variant.extend({ scenario: nameInPath });
const visit = cell.extend({
  sequence: count,
  round: count.max(mostRounds),
  phase: z.enum(['prime', 'measure', 'control']),
  builds: count.min(1).max(mostBuilds).exactOptional(),
  repeat: count.min(1).exactOptional(),
});
/** The machine the bench itself runs on. */
const machine = z.looseObject({
  ...{ cpuModel: text, cores: amount, kernel: text, memoryBytes: amount },
  /** Of the minute before the run, or before this session of it. */
  loadAverage: amount.exactOptional(),
  ...{ platform: text, node: text },
});
/** As of a session that went on with a run: versions of before did not record all of it. */
const sessionMachine = z.looseObject({
  ...{ cpuModel: text, cores: amount, kernel: text.exactOptional(), loadAverage: amount.exactOptional() },
});
const sessions = z.array(
  z.looseObject({
    ...{ machine: sessionMachine, engineKernel: text },
    ...{ at: text.exactOptional(), rows: count.exactOptional(), stagebench: text.exactOptional() },
    /** To so many rounds its plan was made longer. */
    rounds: count.exactOptional(),
  }),
);
const outcome = z.enum(['complete', 'incomplete', 'interrupted', 'engine-lost', 'error']);
const engine = z.looseObject({
  kind: z.enum(['docker', 'private', 'fake', 'none']),
  ...{ id: text, version: text, buildxVersion: text, imageStore: text, storageDriver: text, kernel: text },
  /** The buildx builder that has built in its place; images came back as OCI archives. */
  builtBy: z
    .looseObject({
      ...{ driver: text, version: text, nodes: count, id: text, isMine: z.boolean() },
    })
    .exactOptional(),
});
const time = z.looseObject({
  ...{ starts: amount, inspections: amount, cleaning: amount, extras: amount.exactOptional() },
  builds: amount,
});
const buildsTime = z.looseObject({ builds: amount, ms: amount });

/** 1: cold and warm. 2: edits, control, the proof of each step. 3: what is in the images, layer by layer.
 * 4: why an image has no more figures. 5: several builds of a visit, what a step waited for, who else used the machine.
 * 6: bytes of the context that was sent. 7: what nobody needs in a layer. 8: a cache that was exported or imported.
 * 9: images that no engine has started. */
export const newestSchema = 9;

const planSchema = z
  .looseObject({
    seed: amount,
    rounds: count.max(mostRounds),
    variants: z.array(variant),
    cells: z.array(cell),
    visits: z.array(visit),
  })
  .superRefine(({ variants, cells, visits }, context) => {
    const twice = (ids: readonly string[]) => ids.find((id, index) => ids.indexOf(id) !== index);
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const ids = variants.map(variantId);
    const planned = cells.map(cellId);
    const twiceThere = twice(ids) ?? twice(planned);
    if (twiceThere !== undefined) refuse('cells', `${twiceThere} is there twice`);
    const isKnown = new Set(ids);
    const stray = cells.find((one) => !isKnown.has(variantId(one)));
    if (stray !== undefined) refuse('cells', `${variantId(stray)} is not one of the variants`);
    // A session that goes on makes them.
    const isPlanned = new Set([...planned, cellId(control)]);
    const strayVisit = visits.find((one) => !isPlanned.has(cellId(one)));
    if (strayVisit !== undefined) refuse('visits', `${cellId(strayVisit)} is not one of the cells`);
  });

/** Of run.json what tables, reports and a resumption are made of; the rest is for people, and is passed on as it is. */
export const manifestSchema = z.looseObject({
  schema: z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9]),
  runId: nameInPath,
  stagebench: text,
  /** ISO 8601, UTC. */
  startedAt: text,
  finishedAt: text.exactOptional(),
  options: z
    .looseObject({ suite: nameInPath.exactOptional() })
    .transform((options): Readonly<Record<string, unknown>> => options),
  /** By strategy: the one it is held against, where the suite says so. */
  baselines: z.record(text, text).exactOptional(),
  planted: z
    .looseObject({ calibrationMs: z.record(text, z.array(amount)), sleepMs: z.record(text, amount) })
    .exactOptional(),
  /** Variants whose builds may fail: that they do is an answer. */
  mayFail: z.array(text).exactOptional(),
  /** Cells that were left out of later rounds because their interval was narrow enough. */
  stoppedEarly: z.array(text).exactOptional(),
  /** Cells that were left out of later rounds because round after round gave no sample of them. */
  gaveUp: z.array(text).exactOptional(),
  /** Set where a time budget was shared out. */
  budget: z
    .looseObject({
      ...{ basis: text, budgetMs: amount, expectedMs: amount },
      cells: z.array(
        z.looseObject({ cell: text, rounds: amount, visitMs: amount, halfWidth: amount.exactOptional() }),
      ),
      verdicts: z
        .looseObject({ comparisons: count, reached: count, rounds: count, allMs: amount.exactOptional() })
        .exactOptional(),
      time: z
        .looseObject({ measured: buildsTime, primes: buildsTime, control: buildsTime, onceMs: amount })
        .exactOptional(),
    })
    .exactOptional(),
  resumed: sessions.exactOptional(),
  /** SHA-256 of every Dockerfile and of each app's context, by path; of what judges the samples, by name. */
  definitions: z.record(text, text),
  /** By variant: what pins it. Short digests of its Dockerfile with the app's sources, of its bases, of the app's lockfiles. */
  pins: z
    .record(text, z.looseObject({ definition: text, base: text, lockfile: text, bases: text }))
    .exactOptional(),
  /** Of the checkout; with `+` if files of it were changed. */
  commit: text.exactOptional(),
  /** Set where a plan was split, and this run made one part of it. */
  shard: z
    .looseObject({
      ...{ number: count.min(1), of: count.min(1).max(mostShards) },
      /** Every variant of the whole plan, with the number of its shard. */
      split: z.record(text, count.min(1)),
      /** The run by whose times the shards were made alike. */
      balancedBy: nameInPath.exactOptional(),
      /** As those of the run, of the whole plan. */
      definitions: z.record(text, text).exactOptional(),
    })
    .exactOptional(),
  /**
   * Set where the run was put together of shards. Each row has the `run_id` of the shard that measured it. What the run has one value of,
   * as its machine, is that of the first shard.
   */
  merged: z
    .looseObject({
      of: count.min(1).max(mostShards),
      balancedBy: nameInPath.exactOptional(),
      /** Cells are also held against baselines that another machine has measured, by the controls of both. */
      across: z.literal(true).exactOptional(),
      /** Numbers of the shards that are not in it. */
      missing: z.array(count),
      shards: z
        .array(
          z.looseObject({
            ...{ number: count.min(1), runId: nameInPath, startedAt: text, finishedAt: text.exactOptional() },
            ...{ outcome: outcome.exactOptional(), elapsedMs: amount.exactOptional() },
            commit: text.exactOptional(),
            ...{ resumed: sessions.exactOptional(), engine, machine },
          }),
        )
        .min(1),
    })
    .exactOptional(),
  /** Set where somebody's own project was measured. */
  project: z
    .looseObject({
      name: text,
      /** Of the project; absent where there is no git. */
      commit: text.exactOptional(),
      /** Whether files were changed since that commit. */
      isDirty: z.boolean().exactOptional(),
      /** By the name in FROM, the base that was taken in its place. */
      mapped: z.record(text, text).exactOptional(),
      /** By variant and kind of edit, the steps that an edit re-runs, as the first such build has shown. */
      reruns: z.record(text, z.record(text, z.array(text))).exactOptional(),
      /** By variant, its Dockerfile, and by instruction, the line on which it begins; 0 if on several. */
      dockerfiles: z
        .record(text, z.looseObject({ file: text, lines: z.record(text, amount) }))
        .exactOptional(),
      /** By variant, where a secret of its builds can be read in its image: `NAME in FILE`. */
      leaks: z.record(text, z.array(text)).exactOptional(),
      /** What shows that the app works, as its first start has shown. */
      health: z.looseObject({ kind: text }).exactOptional(),
    })
    .exactOptional(),
  /** Absent while the run goes on, or if it died. */
  outcome: outcome.exactOptional(),
  /** Of its files at its end: one that was cut between two rows reads like a whole one. */
  rows: z.looseObject({ builds: count, steps: count, layers: count }).exactOptional(),
  /** What was really planned: a time budget lets it grow, a cell that is narrow enough lets it shrink. */
  plan: planSchema,
  engine,
  machine,
  /** How much of one core other programs may use while a build is timed, where it was said (STAGEBENCH_BUSY). */
  othersMayUse: z.union([amount, z.literal('any')]).exactOptional(),
  bases: z.array(
    z.looseObject({
      ...{ name: text, digest: text, source: z.enum(['registry', 'local', 'substitute']), ref: text },
      /** Of a substitute; runs of before this was recorded had glibc in all of them. */
      libc: z.enum(['glibc', 'musl']).exactOptional(),
    }),
  ),
  /** Of all sessions, as far as their ends are known; a run that died keeps what it had at the end of its last round. */
  elapsedMs: amount.exactOptional(),
  timeSpent: time.exactOptional(),
  /** The most memory the harness itself held: peak resident set. */
  maxRssBytes: amount.exactOptional(),
});

/** The names of an object that its schema declares; what it may hold beside them has none. */
type Declared<T> = keyof { [Name in keyof T as string extends Name ? never : Name]: T[Name] };

/** What a schema declares, as it is read: nothing of it is changed. */
type Read<T> = T extends readonly (infer Item)[]
  ? readonly Read<Item>[]
  : T extends object
    ? [Declared<T>] extends [never]
      ? { readonly [Name in keyof T]: Read<T[Name]> }
      : {
          readonly [Name in keyof T as string extends Name ? never : Name]: Read<T[Name]>;
        }
    : T;

/** run.json: what has to be known to believe the rows and to make them again. */
export type RunManifest = Read<z.output<typeof manifestSchema>>;
