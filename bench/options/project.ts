import { option } from './option.ts';
import { platform } from './platform.ts';

const project = option({
  name: 'project',
  type: 'string',
  affects: 'rows',
  often: true,
  describe: 'Measure the Dockerfiles in this folder instead of the sample apps; nothing is written into it',
});

const dockerfile = option({
  name: 'dockerfile',
  type: 'repeated',
  affects: 'rows',
  describe:
    'With --project: only this Dockerfile, as PATH or NAME=PATH; repeatable (default: all that are there)',
  needs: 'project',
});

const context = option({
  name: 'context',
  type: 'string',
  affects: 'rows',
  describe: 'With --project: the folder in it that is the build context (default: the project itself)',
  needs: 'project',
});

const target = option({
  name: 'target',
  type: 'string',
  affects: 'rows',
  describe: 'With --project: the stage to build (default: the last one)',
  needs: 'project',
});

const buildArg = option({
  name: 'build-arg',
  type: 'repeated',
  affects: 'rows',
  describe: 'With --project: a build argument, NAME=VALUE, or NAME alone for a variable; repeatable',
  needs: 'project',
});

const secret = option({
  name: 'secret',
  type: 'repeated',
  affects: 'rows',
  describe:
    'With --project: a secret for builds, id=NAME,src=FILE or id=NAME,env=VARIABLE; repeatable. Its value is recorded nowhere',
  needs: 'project',
});

const ssh = option({
  name: 'ssh',
  type: 'repeated',
  affects: 'rows',
  describe: 'With --project: an SSH agent or key for builds, as docker build --ssh takes it; repeatable',
  needs: 'project',
});

const map = option({
  name: 'map',
  type: 'repeated',
  affects: 'rows',
  describe:
    'With --project: another base in place of one in FROM, e.g. golang:1.22-alpine=golang:1.26-alpine; repeatable. Rows say substitute',
  needs: 'project',
});

/** Which directory is measured in place of the samples, and how its Dockerfiles are built. */
export const projectOptions = [
  project,
  dockerfile,
  context,
  target,
  buildArg,
  secret,
  ssh,
  platform,
  map,
] as const;
