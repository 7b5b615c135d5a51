import { option } from './option.ts';

export const history = option({
  name: 'history',
  type: 'string',
  affects: 'words',
  describe: 'Folder of the history of nights (default: history in the folder of --results)',
});
