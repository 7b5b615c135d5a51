import { describe, expect, test } from 'vitest';
import { parseChildren, parseGroupStat, parsePressure, parseStat, parseUsage } from './parse-cpu.ts';

test('/proc/stat: user, nice, system and interrupts are busy; idle, waiting and stolen time are not', () => {
  const text = [
    'cpu  2891761 117787 837724 1407917 38083 7 19071 4315 0 0',
    'cpu0 1448218 59198 402129 738852 5953 0 2190 2183 0 0',
    'intr 1234 0 9',
    'ctxt 99',
  ].join('\n');
  expect(parseStat(text)).toEqual({ busyMs: 38_663_500, stealMs: 43_150 });
});

test('/proc/pressure/cpu: only the line `some` counts; µs', () => {
  const text =
    'some avg10=78.44 avg60=66.39 avg300=42.07 total=15171621533\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n';
  expect(parsePressure(text)).toBe(15_171_621.533);
});

test('cpuacct.usage counts in ns', () => {
  expect(parseUsage('39308408429808\n')).toBe(39_308_408.429808);
});

test('cpu.stat counts in µs', () => {
  const text = 'usage_usec 1871032\nuser_usec 1500000\nsystem_usec 371032\nnr_periods 0\n';
  expect(parseGroupStat(text)).toBe(1871.032);
});

test('/proc/self/stat: user and system time of children that have ended, whatever the process calls itself', () => {
  const fields = ['S', 1, 5, 5, 0, -1, 4194304, 900, 800, 0, 0, 250, 40, 123, 45, 20, 0, 11];
  expect(parseChildren(`4711 (a) R 9 (b) ${fields.join(' ')}\n`)).toBe(1680);
});

describe('what is not there, or is something else, is not known', () => {
  test.each([
    ['/proc/stat', parseStat],
    ['/proc/pressure/cpu', parsePressure],
    ['cpuacct.usage', parseUsage],
    ['cpu.stat', parseGroupStat],
    ['/proc/self/stat', parseChildren],
  ])('%s', (_, parse) => {
    for (const text of [undefined, '', 'cpu 1', 'some avg10=0.00\n', '12 (node) S 1'])
      expect(parse(text), text).toBeUndefined();
  });
});
