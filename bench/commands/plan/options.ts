import type { Values } from '../../arguments/values.ts';
import { claimOptions } from '../../options/claims.ts';
import { engine } from '../../options/engine.ts';
import { json } from '../../options/output.ts';
import { projectOptions } from '../../options/project.ts';
import { roundsOptions } from '../../options/rounds.ts';
import { results } from '../../options/runs.ts';
import { selectionOptions } from '../../options/selection.ts';
import { shardOptions } from '../../options/shard.ts';

export const planOptions = [
  ...selectionOptions,
  ...projectOptions,
  ...claimOptions,
  ...roundsOptions,
  ...shardOptions,
  json,
  engine,
  results,
] as const;

export type PlanValues = Values<typeof planOptions>;
