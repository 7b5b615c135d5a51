import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isInstalled } from '../src/domain/is-installed.ts';

/** Where the rows of a project go unless another folder is named: nothing is written into the project. */
const ofProjects = 'stagebench-results';

/** A folder of somebody else may well be called results. */
export const usualResults = isInstalled ? ofProjects : 'results';

/**
 * Absolute path of the folder that holds the runs where none is named: that of samples, or that of projects. Who names no project
 * means the runs that are there: somebody who measures projects has none of samples, though a folder of his may have the same name.
 */
export function usualResultsFolder(isOfProject: boolean): string {
  const isOther = isOfProject || (!holdsRuns(usualResults) && existsSync(ofProjects));
  return path.resolve(isOther ? ofProjects : usualResults);
}

function holdsRuns(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => existsSync(path.join(folder, name, 'run.json')));
  } catch {
    // No folder, or none that can be read: whoever reads runs in it says so.
    return false;
  }
}
