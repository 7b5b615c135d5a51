import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkSwallowedByNpm } from './swallowed-by-npm.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-npm-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const check =
  (environment: NodeJS.ProcessEnv, line = 'run') =>
  () => {
    checkSwallowedByNpm(environment, line.split(' '));
  };
const bench = { npm_lifecycle_event: 'bench' };
const stagebench = { npm_lifecycle_event: 'stagebench' };

/** What npm 11.19 leaves of each: its variables and the words. */
describe('what npm took is stopped before it starts the full bench', () => {
  test.each([
    ['dry-run', { npm_config_dry_run: 'true' }, 'run'],
    ['provision', { npm_config_provision: 'true' }, 'run'],
    ['rounds', { npm_config_rounds: '1' }, 'run'],
    ['rounds', { npm_config_rounds: 'true' }, 'run 1'],
    ['until', { npm_config_until: '3%' }, 'run'],
    ['json', { npm_config_json: 'true' }, 'run'],
    ['all', { npm_config_all: 'true' }, 'run'],
    ['force', { npm_config_force: 'true' }, 'run'],
    ['dry-run', { npm_config_dry_run: 'true', npm_config_engine_strict: 'true' }, 'run fake'],
  ])('npm run bench --%s', (name, taken, line) => {
    expect(check({ ...bench, ...taken }, line)).toThrow(
      `npm took --${name} for itself. Options go behind "--": npm run bench -- --${name} …`,
    );
  });

  test.each([
    ['--apps go --engine fake', { npm_config_all: 'true', npm_config_engine_strict: 'true' }, 'go fake'],
    ['--apps=go', { npm_config_all: 'true', npm_config_parseable: 'true' }, 'go'],
    ['--engine fake', { npm_config_engine_strict: 'true' }, 'fake'],
    ['--scan trivy', { npm_config_all: 'true' }, 'trivy'],
  ])('npm run bench %s, which npm misreads: the words that are left say so', (_, taken, left) => {
    expect(check({ ...bench, ...taken }, `run ${left}`)).toThrow(
      `"${left}" is too much after "run". If an option stood in front of it, npm took that for itself: ` +
        'options go behind "--": npm run bench -- --OPTION VALUE …',
    );
  });

  test('beside options that came through', () => {
    expect(check({ ...bench, npm_config_all: 'true' }, 'run go --rounds 1')).toThrow('"go" is too much');
  });

  test('for another command the command is named too', () => {
    expect(check({ ...stagebench, npm_config_results: 'true' }, 'report x')).toThrow(
      'npm run stagebench -- report --results …',
    );
    expect(check({ ...stagebench, npm_config_all: 'true' }, 'plan go')).toThrow(
      '"go" is too much after "plan"',
    );
  });

  test('also where a command takes any number of words', () => {
    const taken = { npm_config_engine_strict: 'true' };
    expect(check({ ...stagebench, ...taken }, 'inspect app:1 private')).toThrow('"private" is too much');
  });
});

describe('nothing is said', () => {
  test.each([
    ['without npm', { npm_config_dry_run: 'true' }, 'run'],
    ['in another script', { npm_lifecycle_event: 'test', npm_config_dry_run: 'true' }, 'run'],
    ['if it is off', { ...bench, npm_config_dry_run: '' }, 'run'],
    ['if options stand behind --', bench, 'run --apps go --engine fake'],
    ['of words that a command wants', stagebench, 'compare a b'],
    ['of any number of images', stagebench, 'inspect a.tar b.tar --json'],
    [
      "if it is a variable of the user's",
      { ...bench, npm_config_json: 'true', NPM_CONFIG_JSON: 'true' },
      'run',
    ],
    ['of what is no command at all: that is told later', stagebench, 'doktor'],
  ])('%s', (_, environment, line) => {
    expect(check(environment, line)).not.toThrow();
  });

  test.each([
    ['npm_config_userconfig', 'json'],
    ['npm_config_globalconfig', 'json'],
    ['npm_config_userconfig', 'force'],
    ['npm_config_userconfig', 'dry-run'],
  ])('if npm was told so for good, in the file of %s: %s', (name, option) => {
    const file = path.join(folder, name);
    const environment = { ...bench, [`npm_config_${option.replace('-', '_')}`]: 'true', [name]: file };
    writeFileSync(file, `${option}ish=true\n; ${option}=true\n`);
    expect(check(environment)).toThrow(`npm took --${option}`);
    writeFileSync(file, `fund=false\n${option} = true\n`);
    expect(check(environment)).not.toThrow();
  });
});

test('a command that takes any number of words keeps them, whether it needs one or none', () => {
  expect(check(stagebench, 'tables README.md docs/a.md docs/b.md')).not.toThrow();
  expect(check(stagebench, 'inspect a.tar b.tar')).not.toThrow();
});
