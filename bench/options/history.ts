import path from 'node:path';
import { option } from './option.ts';
import { resultsFolder } from './results-folder.ts';

export const history = option({
  name: 'history',
  type: 'string',
  affects: 'words',
  describe: 'Folder of the history of nights (default: history in the folder of --results)',
});

/** Absolute path of the folder of the history: the one that is named, else that beside the runs. */
export const historyFolder = ({
  history: named,
  ...runs
}: Parameters<typeof resultsFolder>[0] & { readonly history: string | undefined }): string =>
  named === undefined ? path.join(resultsFolder(runs), 'history') : path.resolve(named);
