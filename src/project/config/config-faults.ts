import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';

/** What is wrong with a file, and where in it. */
export interface ConfigFault {
  readonly path: readonly PropertyKey[];
  /** Whether the name at the end of the path is what is wrong, and not its value. */
  readonly isName?: true;
  /** In the text, where the path alone does not say it. */
  readonly offset?: number;
  readonly says: string;
}

type Issue = z.core.$ZodIssue;

/** `known`: the names that may stand where an unknown one does. */
export function configFaults(
  issues: readonly Issue[],
  known: (path: readonly PropertyKey[]) => readonly string[],
  before: readonly PropertyKey[] = [],
): ConfigFault[] {
  // A name that is not known may be that of a value that is missing.
  const ordered = issues.toSorted(
    (a, b) => Number(b.code === 'unrecognized_keys') - Number(a.code === 'unrecognized_keys'),
  );
  return ordered.flatMap((issue): ConfigFault[] => {
    const path = [...before, ...issue.path];
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((name) => ({
          ...{ path: [...path, name], isName: true as const, says: unknownText(name, known(path)) },
        }));
      case 'invalid_union': {
        const meant = likelyBranch(issue);
        return meant === undefined
          ? [{ path, says: `it is none of: ${wantedOf(issue).join(', ')}` }]
          : configFaults(meant, known, path);
      }
      default:
        return [{ path, says: textOf(issue) }];
    }
  });
}

/** The alternative whose kind of value is there: its faults are those that a person has made. */
function likelyBranch({ errors }: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] | undefined {
  const isOther = ({ path, code }: Issue): boolean =>
    path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
  return errors.find((branch) => branch.length > 0 && !branch.some(isOther));
}

function wantedOf({ errors }: Extract<Issue, { code: 'invalid_union' }>): string[] {
  const wanted = errors.flat().flatMap((one) => {
    if (one.code === 'invalid_type') return [nameOfType(one.expected)];
    return one.code === 'invalid_value' ? one.values.map(String) : [];
  });
  return [...new Set(wanted)];
}

function textOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return `it is no ${nameOfType(issue.expected)}`;
  if (issue.code === 'too_small' && issue.origin !== 'string' && issue.origin !== 'array')
    return `it is ${issue.inclusive === false ? 'not more' : 'less'} than ${String(issue.minimum)}`;
  if (issue.code === 'too_big') return `it is more than ${String(issue.maximum)}`;
  return issue.message;
}

const typeNames: Readonly<Record<string, string>> = {
  ...{ string: 'text', object: 'object', record: 'object', array: 'list', int: 'whole number' },
};

const nameOfType = (type: string): string => typeNames[type] ?? type;

function unknownText(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return `there is no field ${JSON.stringify(name)}. ${near === undefined ? `There are: ${known.join(', ')}` : `Did you mean ${JSON.stringify(near)}?`}`;
}

/** Undefined if more than half of it would have to be mistyped. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const near = closest(name, known);
  return distance(name.toLowerCase(), near.toLowerCase()) <= Math.max(name.length, near.length) / 2
    ? near
    : undefined;
}
