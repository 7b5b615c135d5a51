import { StagebenchError } from '../src/domain/errors.ts';
import { options } from './options.ts';

/** Options that npm has too: a setting of the user's npm may put them into the environment. */
const npmHasToo = new Set(['json', 'quiet', 'all']);

/**
 * Without `--` npm takes `npm run bench --dry-run` for itself and starts the full bench; what it took it exports as
 * npm_config_dry_run (https://docs.npmjs.com/cli/using-npm/config#environment-variables). Throws USAGE then.
 */
export function checkSwallowedByNpm(environment: NodeJS.ProcessEnv): void {
  const script = environment['npm_lifecycle_event'];
  if (script !== 'bench' && script !== 'stagebench') return;
  const taken = Object.keys(options).filter(
    (name) => !npmHasToo.has(name) && environment[`npm_config_${name.replaceAll('-', '_')}`],
  );
  if (taken.length === 0) return;
  const names = taken.map((name) => `--${name}`).join(', ');
  throw new StagebenchError(
    'USAGE',
    `npm took ${names} for itself. Options go behind "--": npm run ${script} -- --${taken[0]} …`,
  );
}
