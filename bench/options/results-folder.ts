import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { results as resultsOption } from './runs.ts';

/** Where the rows of a project go unless another folder is named: nothing is written into the project. */
const ofProjects = 'stagebench-results';

interface Named {
  readonly results: string;
  /** The project that is measured, if one is named. */
  readonly project?: string | undefined;
}

/**
 * Absolute path of the folder that holds the runs: the one that is named, else that of samples, or that of projects. Who names no project
 * means the runs that are there: somebody who measures projects has none of samples, though a folder of his may have the same name.
 */
export function resultsFolder({ project, results }: Named): string {
  if (results !== resultsOption.default) return path.resolve(results);
  if (project !== undefined) return path.resolve(ofProjects);
  return path.resolve(holdsRuns(results) || !existsSync(ofProjects) ? results : ofProjects);
}

function holdsRuns(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => existsSync(path.join(folder, name, 'run.json')));
  } catch {
    // No folder, or none that can be read: whoever reads runs in it says so.
    return false;
  }
}
