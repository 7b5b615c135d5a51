import type { Values } from '../../arguments/values.ts';
import { bases, caBundle } from '../../options/bases.ts';
import { builder, builderIsMine } from '../../options/builder.ts';
import { engine, provision } from '../../options/engine.ts';
import { json, md, quiet } from '../../options/output.ts';
import { projectOptions } from '../../options/project.ts';
import { roundsOptions } from '../../options/rounds.ts';
import { results } from '../../options/runs.ts';
import { scenarios } from '../../options/selection.ts';

export const compareRefsOptions = [
  ...projectOptions,
  scenarios,
  ...roundsOptions,
  engine,
  provision,
  builder,
  builderIsMine,
  quiet,
  md,
  json,
  results,
  bases,
  caBundle,
] as const;

export type CompareRefsValues = Values<typeof compareRefsOptions>;
