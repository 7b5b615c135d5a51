import { option } from './option.ts';

export const history = option({
  name: 'history',
  type: 'string',
  affects: 'words',
  describe: 'Folder of the history of nights (default: history in the folder of --results)',
});

export const failOn = option({
  name: 'fail-on',
  type: 'share',
  affects: 'words',
  describe: 'Fail where something takes so much longer for a reason that can be mended (default: 5%)',
});
