import { expect, test } from 'vitest';
import { changedDefinitions } from './changed-definitions.ts';

const before = {
  'strategies/slim/go.Dockerfile': '1',
  'strategies/alpine/go.Dockerfile': '1',
  'strategies/slim/node.Dockerfile': '1',
  'sample-apps/go': '1',
  'strategies/slim (reruns)': '1',
  'strategies/alpine (reruns)': '1',
  'bench/scenarios/cold': '1',
  'bench/scenarios/warm': '1',
  'bench/control/Dockerfile': '1',
  'suite aa': '1',
};
const cell = { app: 'go', strategy: 'slim', scenario: 'cold' };

test.each<[string, Record<string, string>, string[]]>([
  ['nothing changed', {}, []],
  ['its Dockerfile', { 'strategies/slim/go.Dockerfile': '2' }, ['strategies/slim/go.Dockerfile']],
  ['its app', { 'sample-apps/go': '2' }, ['sample-apps/go']],
  ['not the Dockerfile of another strategy', { 'strategies/alpine/go.Dockerfile': '2' }, []],
  ['not that of another app', { 'strategies/slim/node.Dockerfile': '2' }, []],
  ['what it demands of a build', { 'strategies/slim (reruns)': '2' }, ['strategies/slim (reruns)']],
  ['not what another strategy demands', { 'strategies/alpine (reruns)': '2' }, []],
  ['its scenario', { 'bench/scenarios/cold': '2' }, ['bench/scenarios/cold']],
  ['not another scenario', { 'bench/scenarios/warm': '2' }, []],
  ['the suite', { 'suite aa': '2' }, ['suite aa']],
  ['not the control, which is compared apart', { 'bench/control/Dockerfile': '2' }, []],
  ['not what is new', { 'bench/other': '2' }, []],
])('%s', (_, changes, changed) => {
  expect(changedDefinitions(before, { ...before, ...changes }, [cell])).toEqual(changed);
});

test('a strategy without Dockerfiles of its own builds those of another: any of the app’s is named', () => {
  const after = { ...before, 'strategies/slim/go.Dockerfile': '2', 'strategies/slim/node.Dockerfile': '2' };
  expect(changedDefinitions(before, after, [{ ...cell, strategy: 'slim-again' }])).toEqual([
    'strategies/slim/go.Dockerfile',
  ]);
});
