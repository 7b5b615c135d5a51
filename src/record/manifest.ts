import { z } from 'zod';

const text = z.string();
const amount = z.number().nonnegative();
const variant = z.looseObject({ app: text, strategy: text });

/** Of run.json what tables and reports are made of; the rest is for people, and is passed on as it is. */
export const manifestSchema = z.looseObject({
  schema: z.literal(1),
  runId: text,
  startedAt: text,
  outcome: z.enum(['complete', 'incomplete', 'interrupted', 'engine-lost']).optional(),
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
    storageDriver: text,
    kernel: text,
  }),
  machine: z.looseObject({ cores: amount, memoryBytes: amount }),
  bases: z.array(z.looseObject({ name: text, digest: text, source: text })),
  elapsedMs: amount.optional(),
  timeSpent: z.looseObject({ starts: amount, inspections: amount, cleaning: amount }).optional(),
  maxRssBytes: amount.optional(),
});
