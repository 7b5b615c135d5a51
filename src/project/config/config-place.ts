import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { configName } from './config-words.ts';

/** `stagebench.json:4:11`; the nearest that is there, if the value itself is not. */
export function placeOf(text: string, tree: Node, of: readonly PropertyKey[], isName?: true): string {
  for (let length = of.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, of.slice(0, length) as (string | number)[]);
    // The parent of a value is its property, which begins with the name.
    const named = isName && length === of.length ? node?.parent : node;
    if (named !== undefined) return `${configName}:${lineAndColumn(text, named.offset)}`;
  }
  return `${configName}:${lineAndColumn(text, tree.offset)}`;
}

/** From 1, as editors count. */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
