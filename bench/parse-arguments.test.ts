import { describe, expect, test } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

const parse = (line: string) => parseArguments(line === '' ? [] : line.split(' '), 80);

describe('what can be run', () => {
  test.each([
    '',
    'run',
    '--rounds 1',
    'run --rounds 5 --apps go --no-provision',
    'plan --seed 3',
    'engine status --json',
    'bases list',
    'doctor',
    'clean --all',
    'tables --check',
  ])('stagebench %s', async (line) => {
    expect(await parse(line)).toBeTypeOf('function');
  });
});

describe('what cannot is an error of usage that names the nearest', () => {
  test.each([
    ['run --round 3', 'There is no option "--round". Did you mean "--rounds"?'],
    ['--strategy slim', 'There is no option "--strategy". Did you mean "--strategies"?'],
    ['run --keepimages', 'Did you mean "--keep-images"?'],
    ['plan --provision', 'There is no option "--provision".'],
    ['doctor --rounds 3', 'There is no option "--rounds".'],
    ['rum', 'There is no command "rum". Did you mean "run"?'],
    ['doktor', 'There is no command "doktor". Did you mean "doctor"?'],
    ['run slim', '"slim" is one word too many after "run".'],
    ['run run', '"run" is one word too many after "run".'],
    ['run plan', '"plan" is one word too many after "run".'],
    ['plan plan', '"plan" is one word too many after "plan".'],
    ['engine up up', '"up" is one word too many after "engine <action>".'],
    ['run --dry-run=yes', '--dry-run is either true or false, not "yes".'],
    ['--engine fake --ca-bundle /nope', '--ca-bundle /nope cannot be read: ENOENT.'],
    ['--frobnicate', 'There is no option "--frobnicate". There are: --apps'],
    ['-x', 'There is no option'],
    ['run --rounds 0', '--rounds must be a whole number'],
    ['run --rounds -1', '--rounds must be a whole number from 1 to 1000, not "-1".'],
    ['run --engine podman', '"podman"'],
    ['engine', 'Not enough non-option arguments'],
  ])('stagebench %s', async (line, message) => {
    await expect(parse(line)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(message),
    });
  });
});
