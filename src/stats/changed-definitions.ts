import type { Cell } from '../domain/plan.ts';

type Hashes = Readonly<Record<string, string>>;

/** Dockerfiles and apps, by path, that are not the same in two runs and that the compared cells are built from. */
export function changedDefinitions(a: Hashes, b: Hashes, cells: readonly Cell[]): string[] {
  return Object.keys(a).filter((file) => {
    const other = b[file];
    return other !== undefined && other !== a[file] && cells.some((cell) => isPartOf(file, cell, a));
  });
}

/** A strategy without Dockerfiles of its own builds those of another, so any of the app's may be meant. */
function isPartOf(file: string, { app, strategy }: Cell, hashes: Hashes): boolean {
  const own = `strategies/${strategy}/${app}.Dockerfile`;
  if (own in hashes && file.endsWith('.Dockerfile')) return file === own;
  return file.endsWith(`/${app}.Dockerfile`) || file === `sample-apps/${app}`;
}
