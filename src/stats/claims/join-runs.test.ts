import { expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { claimRows, smallerClaim } from './claim-rows.fixture.ts';
import { joinRuns } from './join-runs.ts';

const { needs } = smallerClaim;
const single = { 'go/single-stage/cold': [1000] };
const slim = { 'go/slim/cold': [900] };
const runOf = (strategy: string, joined: ReturnType<typeof joinRuns>): string | undefined =>
  joined.of({ app: 'go', strategy })?.manifest.runId;

test('the newest rows of a variant win, whatever order the runs come in', () => {
  const runs = [claimRows('r2', slim), claimRows('r1', { ...single, ...slim }), claimRows('r3', slim)];
  const joined = joinRuns(needs, runs);
  expect([runOf('single-stage', joined), runOf('slim', joined)]).toEqual(['r1', 'r3']);
});

test('two machines are never mixed: what lacks least wins, then the newer one', () => {
  const elsewhere = { manifest: { machine: { ...manifest.machine, cpuModel: 'another' } } };
  const apart = joinRuns(needs, [claimRows('r1', single), claimRows('r2', slim, elsewhere)]);
  expect(apart.missing).toEqual([{ app: 'go', strategy: 'single-stage' }]);
  const whole = joinRuns(needs, [claimRows('r1', { ...single, ...slim }), claimRows('r2', slim, elsewhere)]);
  expect(whole.runs.map(({ manifest: { runId } }) => runId)).toEqual(['r1']);
});

test.each(['remote', 'docker-container'])(
  'neither is an engine with a builder of the driver %s',
  (driver) => {
    const builtBy = { driver, version: 'v0.26.2', nodes: 1, id: 'b', isMine: false };
    const engine = { ...manifest.engine, builtBy };
    const joined = joinRuns(needs, [
      claimRows('r1', single, { manifest: { engine } }),
      claimRows('r2', slim, {
        manifest:
          driver === 'remote' ? {} : { engine: { ...engine, builtBy: { ...builtBy, driver: 'remote' } } },
      }),
    ]);
    expect(joined.missing).toHaveLength(1);
  },
);

test('neither are two states of the same base', () => {
  const on = (digest: string) => ({
    manifest: { bases: [{ name: 'golang:1.26', digest, source: 'local' as const, ref: '' }] },
  });
  const joined = joinRuns(needs, [
    claimRows('r1', single, on('sha256:1')),
    claimRows('r2', slim, on('sha256:2')),
  ]);
  expect(joined.missing).toHaveLength(1);
});

test('a variant of which a scenario lacks is not there', () => {
  const [need] = needs;
  expect(
    joinRuns([{ ...need, scenarios: ['cold', 'warm'] }], [claimRows('r1', single)]).missing,
  ).toHaveLength(2);
});
