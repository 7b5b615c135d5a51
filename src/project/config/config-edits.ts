import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppEdit } from '../../domain/definitions/app.ts';
import { StagebenchError } from '../../domain/errors.ts';
import { isSource, plain, withRemark } from '../edits/comments.ts';
import { manifestChange } from '../edits/dependency-edits.ts';
import { uniqueMark } from './config-words.ts';
import type { FoundConfig } from './parse-config.ts';

type Kind = 'source' | 'deps';

interface Change {
  readonly file: string;
  readonly apply: AppEdit['apply'];
}

/**
 * The edit of a kind that stagebench.json names; undefined if it names none. `sent`: the files that builds get. Throws PROJECT_CONFIG for
 * a file that no build gets, for a text that is not in it, and for a file in which nothing can be changed without being told how.
 */
export async function configEdit(
  { says, at }: FoundConfig,
  kind: Kind,
  context: string,
  sent: readonly string[],
): Promise<AppEdit | undefined> {
  const said = says.edits?.[kind];
  if (said === undefined) return undefined;
  const isList = Array.isArray(said);
  const changes: Change[] = [];
  for (const [index, one] of (isList ? said : [said]).entries()) {
    const where = at('edits', kind, ...(isList ? [index] : []));
    const { file, text, replace } = typeof one === 'string' ? { file: one } : one;
    const name = path.posix.normalize(file);
    if (!sent.includes(name)) throw cannot(where, `no build gets a file ${name} of the context`);
    const apply = changeOf(name, text, replace);
    if (apply === undefined)
      throw cannot(where, `nobody knows how ${name} is changed: say it by text, with ${uniqueMark} in it`);
    if (replace !== undefined && !(await readFile(path.join(context, name), 'utf8')).includes(replace))
      throw cannot(where, `${name} has no ${JSON.stringify(replace)}`);
    changes.push({ file: name, apply });
  }
  return {
    ...{ kind, files: [...new Set(changes.map(({ file }) => file))] },
    apply: (file, before, unique) =>
      changes
        .filter((change) => change.file === file)
        .reduce((text, { apply }) => apply(file, text, unique), before),
  };
}

/** Undefined where neither the text nor the kind of the file says it. */
function changeOf(file: string, text?: string, replace?: string): AppEdit['apply'] | undefined {
  if (text === undefined) {
    const change = manifestChange(file);
    if (change !== undefined) return (_, before, unique) => change(before, unique);
    return isSource(file) ? (name, before, unique) => withRemark(name, before, unique) ?? before : undefined;
  }
  const written = (unique: string): string => text.replaceAll(uniqueMark, plain(unique));
  // A function: `$&` in a text means itself.
  if (replace !== undefined) return (_, before, unique) => before.replace(replace, () => written(unique));
  return (_, before, unique) =>
    `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${written(unique)}\n`;
}

const cannot = (where: string, why: string): StagebenchError =>
  new StagebenchError('PROJECT_CONFIG', `${where}: ${why}.`);
