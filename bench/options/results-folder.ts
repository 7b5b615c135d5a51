import path from 'node:path';
import { usualResults, usualResultsFolder } from '../usual-results.ts';

interface Named {
  readonly results: string;
  /** The project that is measured, if one is named. */
  readonly project?: string | undefined;
}

/** Absolute path of the folder that holds the runs: the one that is named, else the usual one. */
export const resultsFolder = ({ project, results }: Named): string =>
  results === usualResults ? usualResultsFolder(project !== undefined) : path.resolve(results);
