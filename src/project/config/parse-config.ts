import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { StagebenchError } from '../../domain/errors.ts';
import { configFaults, type ConfigFault } from './config-faults.ts';
import { lineAndColumn, placeOf } from './config-place.ts';
import { configSchema, configVersion, type ProjectConfig } from './config-schema.ts';
import { configName } from './config-words.ts';
import { namesAt } from './known-names.ts';

/** So many faults are told; others are found when these are mended. */
const mostTold = 8;

export interface FoundConfig {
  /** Absolute path. */
  readonly file: string;
  readonly says: ProjectConfig;
  /** `stagebench.json:4:11`, of a value in it. */
  readonly at: (...path: readonly (string | number)[]) => string;
}

/**
 * What the text of a stagebench.json says. Comments and commas at the end of a list are allowed. Throws PROJECT_CONFIG with line and column
 * of all that is wrong, also for a name that stands twice.
 */
export function parseConfig(file: string, read: string): FoundConfig {
  const text = read.replace(/^\uFEFF/, '');
  const tree = treeOf(text);
  const place: Place = ({ path: of, isName, offset }) =>
    offset === undefined ? placeOf(text, tree, of, isName) : `${configName}:${lineAndColumn(text, offset)}`;
  const value: unknown = getNodeValue(tree);
  refuseNewer(value, place);
  const parsed = configSchema.safeParse(value);
  const faults = [
    ...twice(tree),
    ...(parsed.success ? [] : configFaults(parsed.error.issues, (of) => namesAt(of))),
  ];
  if (faults.length > 0 || !parsed.success) throw invalid(faults, place);
  return { file, says: parsed.data, at: (...of) => place({ path: of }) };
}

type Place = (of: Omit<ConfigFault, 'says'>) => string;

/** Throws PROJECT_CONFIG for what is no JSON with comments. */
function treeOf(text: string): Node {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const what = printParseErrorCode(first.error)
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    throw new StagebenchError(
      'PROJECT_CONFIG',
      `${configName}:${lineAndColumn(text, first.offset)}: this is no JSON: ${what}.`,
    );
  }
  if (tree === undefined) throw new StagebenchError('PROJECT_CONFIG', `${configName} is empty.`);
  return tree;
}

/** Before anything else: a newer version may know names that this one does not. */
function refuseNewer(value: unknown, place: Place): void {
  const found = z.object({ version: z.number() }).safeParse(value);
  if (!found.success || found.data.version <= configVersion) return;
  throw new StagebenchError(
    'PROJECT_CONFIG',
    `${place({ path: ['version'] })}: this file is of version ${found.data.version}, and this stagebench reads version ${configVersion}. A newer one reads it.`,
  );
}

const invalid = (faults: readonly ConfigFault[], place: Place): StagebenchError => {
  const told = faults.slice(0, mostTold).map((fault) => {
    const { path: of, isName, says } = fault;
    const name = isName || of.length === 0 ? '' : `${of.map(String).join('.')}: `;
    return `${place(fault)}: ${name}${says}${/[.?]$/.test(says) ? '' : '.'}`;
  });
  const more = faults.length > mostTold ? [`and ${faults.length - mostTold} more`] : [];
  return new StagebenchError('PROJECT_CONFIG', [...told, ...more].join('\n    '));
};

/** Names that stand twice in an object: a parser would take the last one, and ignore what the other says. One it makes no field of. */
function twice(node: Node, above: readonly PropertyKey[] = []): ConfigFault[] {
  const children = node.children ?? [];
  if (node.type === 'array') return children.flatMap((child, index) => twice(child, [...above, index]));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return children.flatMap(({ children: pair }): ConfigFault[] => {
    const [key, value] = pair ?? [];
    const name = String(key?.value);
    const of = [...above, name];
    const why = name === '__proto__' ? 'cannot be a name' : seen.has(name) ? 'stands twice' : undefined;
    const again: ConfigFault[] =
      why === undefined
        ? []
        : [{ path: of, isName: true, offset: key?.offset ?? 0, says: `${JSON.stringify(name)} ${why}` }];
    seen.add(name);
    return [...again, ...(value === undefined ? [] : twice(value, of))];
  });
}
