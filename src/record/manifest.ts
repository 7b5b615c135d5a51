import { z } from 'zod';

const text = z.string();
const amount = z.number().nonnegative();
const variant = z.looseObject({ app: text, strategy: text });
const machine = z.looseObject({ cpuModel: text, cores: amount });

/** 1: cold and warm. 2: edits, control, the proof of each step. 3: what is in the images, layer by layer. */
export const newestSchema = 3;

/** Of run.json what tables and reports are made of; the rest is for people, and is passed on as it is. */
export const manifestSchema = z.looseObject({
  schema: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  runId: text,
  startedAt: text,
  baselines: z.record(text, text).optional(),
  stoppedEarly: z.array(text).optional(),
  gaveUp: z.array(text).optional(),
  resumed: z.array(z.looseObject({ machine, engineKernel: text })).optional(),
  definitions: z.record(text, text),
  outcome: z.enum(['complete', 'incomplete', 'interrupted', 'engine-lost', 'error']).optional(),
  plan: z.looseObject({
    seed: amount,
    rounds: amount,
    variants: z.array(variant),
    cells: z.array(variant.extend({ scenario: text })),
  }),
  engine: z.looseObject({
    kind: z.enum(['docker', 'private', 'fake']),
    version: text,
    buildxVersion: text,
    imageStore: text,
    storageDriver: text,
    kernel: text,
  }),
  machine: machine.extend({ memoryBytes: amount }),
  bases: z.array(z.looseObject({ name: text, digest: text, source: text })),
  elapsedMs: amount.optional(),
  timeSpent: z.looseObject({ starts: amount, inspections: amount, cleaning: amount }).optional(),
  maxRssBytes: amount.optional(),
});
