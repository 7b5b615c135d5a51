import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accept, acceptedEvents } from './accepted.ts';
import { changesText, thinnedPast, type ChangePoint } from './change-points.ts';
import { answers, recordAnswer, type Answer } from './answers.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-tables-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const file = (name: string): string => path.join(folder, name);
const at = '2026-03-02T03:00:00.000Z';

describe('what was accepted', () => {
  test('is a row of a file that people can read and write', async () => {
    expect(await acceptedEvents(folder)).toEqual([]);
    await accept(folder, { event: 'e1', at, reason: 'the new base, "really"' });
    expect(readFileSync(file('accepted.csv'), 'utf8')).toBe(
      `event,at,reason\ne1,${at},"the new base, ""really"""\n`,
    );
    expect(await acceptedEvents(folder)).toEqual([{ event: 'e1', at, reason: 'the new base, "really"' }]);
  });

  test('is recorded once; a reason that a spreadsheet would run is read as it was given', async () => {
    expect(await accept(folder, { event: 'e1', at, reason: '=1+1' })).toBe(true);
    expect(await accept(folder, { event: 'e1', at, reason: 'again' })).toBe(false);
    expect(await acceptedEvents(folder)).toEqual([{ event: 'e1', at, reason: '=1+1' }]);
  });

  test('may have been edited: with CRLF, or without an end of its last line', async () => {
    writeFileSync(file('accepted.csv'), `event,at,reason\r\ne1,${at},one`);
    await accept(folder, { event: 'e2', at, reason: 'two' });
    expect((await acceptedEvents(folder)).map(({ event, reason }) => `${event} ${reason}`)).toEqual([
      'e1 one',
      'e2 two',
    ]);
  });

  test.each([
    ['of another program', 'a,b\n1,2\n'],
    ['with marks of a merge', `event,at,reason\n<<<<<<< ours\ne1,${at},one\n`],
    ['with quotes that do not end', 'event,at,reason\n"e1\n'],
  ])('a file %s is refused and stays as it is', async (_, text) => {
    writeFileSync(file('accepted.csv'), text);
    await expect(accept(folder, { event: 'e2', at, reason: 'x' })).rejects.toMatchObject({
      code: 'HISTORY_UNREADABLE',
      message: expect.stringContaining('accepted.csv'),
    });
    expect(readFileSync(file('accepted.csv'), 'utf8')).toBe(text);
  });
});

describe('what nights have told before they were thinned', () => {
  const change: ChangePoint = {
    ...{ scope: 'cell', series: 'go/slim/cold', shift: -0.1 / 3, since: 'n60', found: 'n62' },
  };

  const counted = { series: 'go/slim/cold', nights: 300, first: 'n1', last: 'n364' };

  test('is read as it was written, also a past without changes', async () => {
    expect(await thinnedPast(folder)).toBeUndefined();
    for (const past of [
      { until: ['n90'], changes: [change] },
      { until: ['n90'], changes: [] },
      { until: ['n90'], changes: [change], thinned: [counted] },
    ]) {
      writeFileSync(file('changes.csv'), changesText(past));
      expect(await thinnedPast(folder)).toEqual(past);
    }
  });

  test('of two branches that were merged counts once', async () => {
    const [, ...rows] = changesText({ until: ['n99'], changes: [change], thinned: [counted] }).split('\n');
    const one = changesText({ until: ['n90'], changes: [change], thinned: [counted] });
    writeFileSync(file('changes.csv'), one + rows.join('\n'));
    expect(await thinnedPast(folder)).toEqual({
      ...{ until: ['n90', 'n99'], changes: [change], thinned: [counted] },
    });
  });

  test.each([
    'n90,house,go,0.1,n60,n62',
    'n90,cell,go/slim/cold,much,n60,n62',
    'n90,cell,go/slim/cold,,n60,n62',
    'n90,nights,go/slim/cold,-3,n60,n62',
    'n90,nights,go/slim/cold,,n60,n62',
  ])('is refused where it says nothing: %s', async (row) => {
    writeFileSync(file('changes.csv'), `until,scope,series,shift,since,found\n${row}\n`);
    await expect(thinnedPast(folder)).rejects.toMatchObject({
      code: 'HISTORY_UNREADABLE',
      message: expect.stringContaining('changes.csv'),
    });
  });
});

describe('an answer', () => {
  const answer: Answer = {
    ...{ series: 'go/slim/cold', since: 'n60', before: 'n59', after: 'n60', verdict: 'slower', pairs: 10 },
    ...{ ratio: 1.234567, p: 0.00012, run: 'r1', reason: '', at },
  };

  test('comes back as it was given', async () => {
    await recordAnswer(folder, answer);
    const none: Answer = {
      ...{ ...answer, verdict: 'impossible', pairs: 0, ratio: NaN, p: NaN, run: '' },
      reason: 'git has no commit 1234, it says',
    };
    await recordAnswer(folder, none);
    expect(await answers(folder)).toEqual([{ ...answer, ratio: 1.23457 }, none]);
  });

  test('with a verdict that there is not is refused', async () => {
    await recordAnswer(folder, answer);
    writeFileSync(file('answers.csv'), readFileSync(file('answers.csv'), 'utf8').replace('slower', 'sloer'));
    await expect(answers(folder)).rejects.toMatchObject({
      code: 'HISTORY_UNREADABLE',
      message: expect.stringContaining('"sloer" is no verdict'),
    });
  });
});
