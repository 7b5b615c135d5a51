import { z } from 'zod';
import { cellId, control, variantId, type Cell, type Variant } from '../domain/plan.ts';

const text = z.string();
const amount = z.number().nonnegative();
const count = z.int().nonnegative();
/** More rounds than any run has; a number that is far larger would keep a reader busy for ever. */
const mostRounds = 1_000_000;

/**
 * A name that becomes a part of a path, of an image's name or of a file's: it can name nothing outside the folder that it
 * is joined to.
 */
export const nameInPath = z
  .string()
  .regex(/^[A-Za-z0-9][\w.+-]{0,127}$/, { error: ({ input }) => `${JSON.stringify(input)} is no name` });

const variant = z.looseObject({ app: nameInPath, strategy: nameInPath });
const cell = variant.extend({ scenario: nameInPath });
const visit = cell.extend({
  sequence: count,
  round: count.max(mostRounds),
  phase: z.enum(['prime', 'measure', 'control']),
});
const machine = z.looseObject({ cpuModel: text, cores: amount });
const resumedMachine = machine.extend({ kernel: text.optional(), loadAverage: amount.optional() });
const time = z.looseObject({
  starts: amount,
  inspections: amount,
  cleaning: amount,
  extras: amount.optional(),
});

/** 1: cold and warm. 2: edits, control, the proof of each step. 3: what is in the images, layer by layer.
 * 4: why an image has no more figures. */
export const newestSchema = 4;

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
    const known = (variants as readonly Variant[]).map(variantId);
    const planned = (cells as readonly Cell[]).map(cellId);
    const twiceThere = twice(known) ?? twice(planned);
    if (twiceThere !== undefined) refuse('cells', `${twiceThere} is there twice`);
    const isKnown = new Set(known);
    const stray = (cells as readonly Cell[]).find((one) => !isKnown.has(variantId(one)));
    if (stray !== undefined) refuse('cells', `${variantId(stray)} is not one of the variants`);
    // A session that goes on makes them.
    const isPlanned = new Set([...planned, cellId(control)]);
    const strayVisit = (visits as readonly Cell[]).find((one) => !isPlanned.has(cellId(one)));
    if (strayVisit !== undefined) refuse('visits', `${cellId(strayVisit)} is not one of the cells`);
  });

/** Of run.json what tables, reports and a resumption are made of; the rest is for people, and is passed on as it is. */
export const manifestSchema = z.looseObject({
  schema: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  runId: nameInPath,
  stagebench: text,
  startedAt: text,
  finishedAt: text.optional(),
  options: z.looseObject({ suite: nameInPath.optional() }),
  baselines: z.record(text, text).optional(),
  planted: z
    .looseObject({ calibrationMs: z.record(text, z.array(amount)), sleepMs: z.record(text, amount) })
    .optional(),
  stoppedEarly: z.array(text).optional(),
  gaveUp: z.array(text).optional(),
  budget: z
    .looseObject({
      basis: text,
      budgetMs: amount,
      expectedMs: amount,
      cells: z.array(z.looseObject({ cell: text, rounds: amount, visitMs: amount })),
    })
    .optional(),
  resumed: z.array(z.looseObject({ machine: resumedMachine, engineKernel: text })).optional(),
  definitions: z.record(text, text),
  outcome: z.enum(['complete', 'incomplete', 'interrupted', 'engine-lost', 'error']).optional(),
  plan: planSchema,
  engine: z.looseObject({
    kind: z.enum(['docker', 'private', 'fake']),
    id: text,
    version: text,
    buildxVersion: text,
    imageStore: text,
    storageDriver: text,
    kernel: text,
  }),
  machine: machine.extend({ kernel: text, memoryBytes: amount, loadAverage: amount.optional() }),
  bases: z.array(z.looseObject({ name: text, digest: text, source: text })),
  elapsedMs: amount.optional(),
  timeSpent: time.optional(),
  maxRssBytes: amount.optional(),
});
