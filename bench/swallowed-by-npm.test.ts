import { expect, test } from 'vitest';
import { checkSwallowedByNpm } from './swallowed-by-npm.ts';

const check = (environment: NodeJS.ProcessEnv) => () => {
  checkSwallowedByNpm(environment);
};

test.each([
  ['dry-run', { npm_config_dry_run: 'true' }],
  ['provision', { npm_config_provision: 'true' }],
  ['rounds', { npm_config_rounds: '1' }],
])('npm run bench --%s is stopped before it starts the full bench', (name, taken) => {
  expect(check({ npm_lifecycle_event: 'bench', ...taken })).toThrow(
    `npm took --${name} for itself. Options go behind "--": npm run bench -- --${name} …`,
  );
});

test.each([
  ['without npm', { npm_config_dry_run: 'true' }],
  ['in another script', { npm_lifecycle_event: 'test', npm_config_dry_run: 'true' }],
  ['if it is off', { npm_lifecycle_event: 'bench', npm_config_dry_run: '' }],
  ["if it may be the user's npm setting", { npm_lifecycle_event: 'bench', npm_config_json: 'true' }],
])('nothing is said %s', (_, environment) => {
  expect(check(environment)).not.toThrow();
});
