import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../domain/errors.ts';

/** What is shorter would be found in other words. */
const shortest = 8;

/**
 * What the secrets of builds hold, as it must be told nowhere: each whole, each of its lines, and what stands behind the equals
 * sign of one. The builder finds them in the same places (https://docs.docker.com/reference/cli/docker/buildx/build/#secret).
 * The longest comes first. Throws PROJECT_CONFIG for one that is not there: a build would miss it, too.
 */
export async function secretValues(
  specs: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const texts = await Promise.all(specs.map((spec) => textOf(spec, environment)));
  const parts = texts.flatMap((text) => {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    return [text.trim(), ...lines, ...lines.map((line) => line.slice(line.indexOf('=') + 1).trim())];
  });
  return [...new Set(parts)]
    .filter(({ length }) => length >= shortest)
    .toSorted((a, b) => b.length - a.length);
}

async function textOf(
  spec: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const fields = new Map(
    spec.split(',').map((field): [string, string] => {
      const at = field.indexOf('=');
      return at === -1 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
    }),
  );
  const id = fields.get('id');
  if (id === undefined || id === '') throw notThere(spec, 'it has no id=NAME');
  const file = fields.get('src') ?? fields.get('source');
  if (file !== undefined && fields.get('type') !== 'env') return fileText(spec, file);
  const variable = fields.get('env') ?? file ?? id;
  const value = environment[variable];
  if (value !== undefined) return value;
  if (fields.has('env') || file !== undefined) throw notThere(spec, `the variable ${variable} is not set`);
  return fileText(spec, id);
}

const fileText = (spec: string, file: string): Promise<string> =>
  readFile(path.resolve(file), 'utf8').catch((error: unknown) => {
    throw notThere(spec, `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  });

const notThere = (spec: string, why: string): StagebenchError =>
  new StagebenchError('PROJECT_CONFIG', `--secret ${spec}: ${why}.`);
