import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { variantId } from '../../src/domain/run/plan.ts';
import { primes, usePlaces } from './place.fixture.ts';

const place = usePlaces();

/** The builds are: 1 and 4 the variants, 2, 3 and 5 the control; 6 to 9 the first variant again, 10 to 13 the second. */
const options = ['--scenarios', 'cold', '--rounds', '1', '--reproducible'];

test.concurrent.each([
  ['killed', { killedBuild: 11 }, 'SIGKILL', ['built']],
  ['interrupted', { interruptedBuild: 11 }, 130, ['built', 'unread']],
] as const)(
  'a run that is %s while the second image is built again keeps the first, and resumed measures only the other',
  { timeout: 120_000 },
  async (_, fake, ended, kept) => {
    const at = place();
    expect((await at.start(options, fake)).ended).toBe(ended);
    const before = (await at.read()).images;
    expect(before.map(({ state }) => state)).toEqual(kept);
    const first = before[0];
    if (first === undefined) throw new Error('the first image has a row');
    expect(first.reproducible).toBe('identical');

    expect((await at.resume()).ended).toBe(0);
    const { images, builds } = await at.read();
    expect(images.map(({ state, reproducible }) => `${state} ${String(reproducible)}`)).toEqual([
      ...['built identical', 'built identical'],
    ]);
    expect(images[0]).toEqual(first);
    const rowsOfFirst = readFileSync(at.file('images.csv'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(`,${first.app},${first.strategy},`));
    expect(rowsOfFirst).toHaveLength(1);
    expect(await primes(at)).toHaveLength(1);
    expect(builds.filter(({ phase }) => phase === 'prime').map(variantId)).not.toContain(variantId(first));
  },
);
