import { describe, expect, test } from 'vitest';
import type { Visit } from '../domain/run/plan.ts';
import { buildRow, imageRow } from '../record/rows.fixture.ts';
import type { BuildRow, ImageRow } from '../record/rows.ts';
import { scenarios as registered } from './scenarios.fixture.ts';
import { finishedVisits } from './schedule.ts';
import { statesFromRows, unreadVariants } from './states-from-rows.ts';

const scenarios = new Map(registered.map((scenario) => [scenario.id, scenario]));
const slim = { app: 'go', strategy: 'slim' };
const visit = (scenario: string, round = 1, phase: Visit['phase'] = 'measure'): Visit => ({
  ...{ ...slim, sequence: 9, round, phase, scenario },
});
const failed = (scenario: string, error_code: string, changes: Partial<BuildRow> = {}): BuildRow =>
  buildRow({
    scenario,
    state: 'failed',
    error_code,
    reason: `why: ${error_code}`,
    wall_ms: undefined,
    ...changes,
  });
const unhealthy = imageRow({ state: 'unhealthy', healthy: false });
const unread = imageRow({ state: 'unread', image_id: undefined });

const statesOf = (builds: BuildRow[], images: ImageRow[] = []) => statesFromRows(builds, images, scenarios);
const blocked = (states: ReturnType<typeof statesOf>, at: Visit) =>
  states.blocks(at, scenarios.get(at.scenario))?.reason;

describe('an image', () => {
  test('that was read works, and is not proved or read again', () => {
    const states = statesOf([], [imageRow()]);
    expect(states.hasProof(slim)).toBe(true);
    expect(states.unread()).toEqual([]);
    expect(blocked(states, visit('cold', 2))).toBeUndefined();
  });

  test('that does not work blocks every visit, for the reason that its rows give', () => {
    const rows = [failed('cold', 'BUILD_FAILED'), failed('cold', 'APP_NO_ANSWER', { round: 2 })];
    const states = statesOf(rows, [unhealthy]);
    expect(states.hasProof(slim)).toBe(true);
    expect(blocked(states, visit('warm', 3))).toBe('why: APP_NO_ANSWER');
    expect(blocked(states, visit('warm', 3, 'prime'))).toBe('why: APP_NO_ANSWER');
  });

  test.each([
    ['was not read', [unread]],
    ['failed', [imageRow({ state: 'failed', healthy: false })]],
    ['has no row', []],
  ])('that %s is open: the next build of it proves it', (_, images) => {
    expect(statesOf([buildRow()], images).hasProof(slim)).toBe(false);
  });
});

describe('a build that failed', () => {
  test('blocks what it would have primed, in its round only', () => {
    const states = statesOf([failed('cold', 'BUILD_FAILED')]);
    expect(blocked(states, visit('warm', 1))).toContain('the build that primes it failed');
    expect(blocked(states, visit('warm', 2))).toBeUndefined();
  });

  test('with an edit blocks nothing else', () => {
    const states = statesOf([buildRow(), failed('edit-source', 'BUILD_FAILED')], [imageRow()]);
    expect(blocked(states, visit('edit-deps', 1))).toBeUndefined();
  });

  test('leaves the reason why there is no image', () => {
    expect(statesOf([failed('cold', 'BUILD_FAILED')]).failureOf(slim)).toMatchObject({
      code: 'BUILD_FAILED',
    });
  });
});

describe('an edit', () => {
  const edit = buildRow({ scenario: 'edit-source' });

  test.each([
    ['that was built has shown itself', edit, undefined],
    ['whose steps were not as demanded, too', { ...edit, state: 'invalid' as const }, undefined],
    [
      'that the app does not show is blocked from then on',
      failed('edit-source', 'APP_WRONG_ANSWER'),
      'why: APP_WRONG_ANSWER',
    ],
  ])('%s', (_, row, reason) => {
    const states = statesOf([buildRow(), row], [imageRow()]);
    expect(states.hasProofOfEdit(visit('edit-source', 2))).toBe(true);
    expect(blocked(states, visit('edit-source', 2))).toBe(reason);
    expect(states.hasProofOfEdit(visit('edit-deps', 2))).toBe(false);
  });

  test('that did not build may show itself in a later round', () => {
    const states = statesOf([buildRow(), failed('edit-source', 'BUILD_FAILED')], [imageRow()]);
    expect(states.hasProofOfEdit(visit('edit-source', 2))).toBe(false);
  });

  test('that failed with an image that was never read says nothing about the edit', () => {
    const rows = [failed('cold', 'APP_NO_ANSWER'), failed('edit-source', 'APP_NO_ANSWER')];
    expect(statesOf(rows).hasProofOfEdit(visit('edit-source', 2))).toBe(false);
  });
});

describe('images that are still to be read', () => {
  const unreadOf = (builds: BuildRow[], images: ImageRow[] = []) => [
    ...unreadVariants(builds, images, scenarios),
  ];

  test.each([
    ['were built and have no row', [buildRow()], []],
    ['were built as primes', [buildRow({ phase: 'prime', scenario: 'edit-deps' })], []],
    ['work, and were not read', [buildRow()], [unread]],
    ['were found not to work, and not read', [failed('cold', 'APP_EXITED')], []],
  ])('are those that %s', (_, builds, images) => {
    expect(unreadOf(builds, images)).toEqual(['go/slim']);
  });

  test.each([
    ['were read', [buildRow()], [imageRow()]],
    ['were read and do not work', [buildRow()], [unhealthy]],
    ['were never built', [failed('cold', 'BUILD_FAILED')], [imageRow({ state: 'failed', healthy: false })]],
    ['were built with an edit only', [buildRow({ scenario: 'edit-source' })], []],
    ['are of the control', [buildRow({ app: 'control', strategy: 'control', phase: 'control' })], []],
  ])('are not those that %s', (_, builds, images) => {
    expect(unreadOf(builds, images)).toEqual([]);
  });
});

describe('what need not be done again', () => {
  const rows = [
    buildRow({ phase: 'prime', scenario: 'warm' }),
    buildRow({ scenario: 'edit-source' }),
    failed('edit-deps', 'BUILD_FAILED'),
    buildRow({ round: 2, state: 'aborted', wall_ms: undefined }),
    buildRow({ app: 'control', strategy: 'control', phase: 'control' }),
  ];
  const { leftOf } = finishedVisits(rows, statesOf(rows), scenarios);

  test('are visits with a sample, whatever became of it, and the control', () => {
    expect(leftOf(visit('edit-source'))).toBeUndefined();
    expect(leftOf(visit('edit-deps'))).toBeUndefined();
    expect(leftOf({ ...visit('cold', 1, 'control'), app: 'control', strategy: 'control' })).toBeUndefined();
  });

  test.each([visit('cold', 2), visit('warm'), visit('edit-source', 2)])(
    'but not what an aborted visit, a prime or another round was',
    (planned) => {
      expect(leftOf(planned)).toBe(planned);
    },
  );

  const fiveTimes = { ...visit('warm'), builds: 5 };
  const warm = (...repeats: number[]) => repeats.map((repeat) => buildRow({ scenario: 'warm', repeat }));
  test.each<[string, readonly BuildRow[], object | undefined]>([
    ['all five builds: nothing', warm(1, 2, 3, 4, 5), undefined],
    ['three, after a session that died: the two that are lacking', warm(1, 2, 3), { repeat: 4, builds: 2 }],
    [
      'an aborted visit: all of it',
      warm(1, 2, 3).map((row) => ({ ...row, state: 'aborted' as const })),
      { builds: 5 },
    ],
    [
      'two, of which one is not as demanded: nothing, as the visit does not count',
      warm(1, 2).map((row) => ({ ...row, state: 'invalid' as const })),
      undefined,
    ],
  ])('of a visit of several builds is left, with %s', (_, made, left) => {
    const found = finishedVisits(made, statesOf([...made]), scenarios).leftOf(fiveTimes);
    if (left === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(left);
  });

  test('each build of the control in a round is a visit of its own', () => {
    const controls = [1, 2].map((repeat) => ({
      ...visit('cold', 1, 'control'),
      ...{ app: 'control', strategy: 'control', repeat },
    }));
    const failing = [buildRow({ ...controls[0], state: 'failed', wall_ms: undefined })];
    const finished = finishedVisits(failing, statesOf(failing), scenarios);
    expect(controls.map((one) => finished.leftOf(one))).toEqual([undefined, controls[1]]);
  });
});
