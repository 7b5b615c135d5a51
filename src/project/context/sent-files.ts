import type { Project } from '../../domain/definitions/project.ts';
import { readIgnoreRules } from './ignore-rules.ts';
import { listContext, type ContextEntry } from './list-context.ts';

/** What the builds of a project get of its context. */
export async function sentFiles({
  context,
  variants,
  skipped,
}: Pick<Project, 'context' | 'variants' | 'skipped'>): Promise<ContextEntry[]> {
  const dockerfiles = Object.values(variants).map(({ dockerfile }) => dockerfile);
  const rules = await Promise.all(dockerfiles.map((dockerfile) => readIgnoreRules(context, dockerfile)));
  // Most have the same file.
  const different = new Map(rules.map((one) => [one.file, one])).values();
  return listContext(context, [...different], skipped);
}
