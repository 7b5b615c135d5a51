import type { z } from 'zod';
import { StagebenchError } from '../../domain/errors.ts';
import type { ProjectFolder } from './project-folder.ts';

/** What is wrong with a manifest: nothing could be written that builds. */
export const unreadable = (
  { path }: Pick<ProjectFolder, 'path'>,
  file: string,
  why: string,
  cause?: unknown,
): StagebenchError =>
  new StagebenchError('PROJECT_UNREADABLE', `${path}/${file} ${why}`, cause === undefined ? {} : { cause });

/** What a manifest says, as far as it is read. Throws PROJECT_UNREADABLE, with the field, for a value of another kind. */
export function checkedManifest<Shape>(
  folder: Pick<ProjectFolder, 'path'>,
  file: string,
  value: unknown,
  schema: z.ZodType<Shape>,
): Shape {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message } = { path: [], message: '' }] = parsed.error.issues;
  const field = path.length === 0 ? 'is no manifest' : `cannot be read at ${path.map(String).join('.')}`;
  throw unreadable(folder, file, `${field}: ${message}.`, parsed.error);
}
