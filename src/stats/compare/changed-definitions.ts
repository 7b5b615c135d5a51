import type { Cell } from '../../domain/run/plan.ts';
import { definitionOf } from './definition-of.ts';

type Hashes = Readonly<Record<string, string>>;

/** Definitions, by their keys in run.json, that are not the same in two runs and that the compared cells hang on. */
export function changedDefinitions(a: Hashes, b: Hashes, cells: readonly Cell[]): string[] {
  const dockerfiles = Object.keys(a)
    .map(definitionOf)
    .filter((definition) => definition.kind === 'dockerfile');
  const hasOwn = ({ app, strategy }: Cell): boolean =>
    dockerfiles.some((file) => file.app === app && file.strategy === strategy);
  return Object.keys(a).filter((key) => {
    const other = b[key];
    return other !== undefined && other !== a[key] && cells.some((cell) => isPartOf(key, cell, hasOwn(cell)));
  });
}

/** A strategy without Dockerfiles of its own builds those of another, so any of the app's may be meant. */
function isPartOf(key: string, cell: Cell, hasOwnDockerfile: boolean): boolean {
  const definition = definitionOf(key);
  switch (definition.kind) {
    case 'dockerfile':
      return definition.app === cell.app && (!hasOwnDockerfile || definition.strategy === cell.strategy);
    case 'strategy':
      return definition.strategy === cell.strategy;
    case 'app':
      return definition.app === cell.app;
    case 'scenario':
      return definition.scenario === cell.scenario;
    case 'control':
      // It is compared for itself, or left out.
      return false;
    case 'other':
      return true;
  }
}
