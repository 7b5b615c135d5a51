import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recoverRows } from './recover-rows.ts';

const schema = z.object({ run_id: z.string(), sequence: z.string().regex(/^\d+$/), reason: z.string() });
const head = 'run_id,sequence,reason\n';
const row = (sequence: number, reason = ''): string => `r1,${sequence},${reason}\n`;

function recovered(text: string | Buffer) {
  const bytes = Buffer.from(text);
  const { rows, ends, torn } = recoverRows('builds.csv', bytes, 'r1', head, schema);
  return {
    rows: rows.map(({ sequence }) => Number(sequence)),
    torn,
    kept: bytes.toString('utf8', 0, ends.at(-1) ?? 0),
  };
}

describe('a file of whole rows is left as it is', () => {
  test.each([
    ['no row yet', head, []],
    ['rows', head + row(1) + row(2), [1, 2]],
    ['a reason of several lines', head + row(1, '"step 2 failed.\nlog, ""quoted"""') + row(2), [1, 2]],
    ['a last row of several lines', head + row(1) + row(2, '"first\n\nthird"'), [1, 2]],
    ['a log that looks like no row of this run', head + row(1, '"log:\nr2,1,x"') + row(2), [1, 2]],
  ])('%s', (_, text, rows) => {
    expect(recovered(text)).toEqual({ rows, torn: false, kept: text });
  });
});

describe('of a file whose end is torn the whole rows stay', () => {
  test.each([
    ['in the middle of a field', 'r1,2,ste'],
    ['right before its line feed', 'r1,2,whole'],
    ['in the middle of quotes', 'r1,2,"step 2 failed.\nlog'],
    ['in the middle of a letter', Buffer.from('r1,2,ä').subarray(0, -1)],
    ['as zeros, which is what a file system may leave', Buffer.alloc(40)],
    ['as a row that has a line feed but is none', 'r1,second,x\n'],
    ['as a row that is too short', 'r1,2\n'],
  ])('%s', (_, end) => {
    const whole = head + row(1);
    expect(recovered(Buffer.concat([Buffer.from(whole), Buffer.from(end)]))).toEqual({
      ...{ rows: [1], torn: true, kept: whole },
    });
  });

  test('at every single byte of it', () => {
    const whole = Buffer.from(head + row(1) + row(2, '"ä, ""b""\nc"') + row(3, '"d\ne"'));
    const texts = [head, row(1), row(2, '"ä, ""b""\nc"'), row(3, '"d\ne"')].map((text) => Buffer.from(text));
    for (let length = 0; length <= whole.length; length += 1) {
      let rows = -1;
      let kept = 0;
      while (kept + (texts[rows + 1]?.length ?? Infinity) <= length) kept += texts[(rows += 1)]?.length ?? 0;
      expect(recovered(whole.subarray(0, length)), `${length} bytes`).toEqual({
        rows: [1, 2, 3].slice(0, Math.max(0, rows)),
        torn: kept < length,
        kept: whole.toString('utf8', 0, kept),
      });
    }
  });
});

test.each([
  ['nothing', ''],
  ['half a head', 'run_id,seq'],
])('a file with %s has no rows, and gets its head again', (_, text) => {
  expect(recovered(text)).toEqual({ rows: [], torn: text !== '', kept: '' });
});

describe('what is broken further up is not cut off with all that follows it', () => {
  test.each([
    ['a row that is none', head + row(1) + 'r1,second,x\n' + row(3), 'line 3: column "sequence"'],
    ['a quote that is opened and never closed', head + row(1, '"open') + row(2) + row(3), 'line'],
    ['a quote that is closed in the last row', head + row(1, 'a"b') + row(2) + row(3, 'c"d'), 'line'],
    [
      'a broken row before a torn one',
      head + 'r1,first,x\n' + row(2) + 'r1,3,to',
      'line 2: column "sequence"',
    ],
    ['other columns', 'run_id,sequence\n' + row(1), 'line 1: other columns than this version writes.'],
    ['other columns without a row', 'run_id,sequence\n', 'line 1: '],
  ])('%s', (_, text, message) => {
    expect(() => recovered(text)).toThrow(
      expect.objectContaining({ code: 'RESULTS_UNREADABLE', message: expect.stringContaining(message) }),
    );
  });
});

describe('what another program has saved is told, and nothing of it is cut off', () => {
  const rows = row(1, 'ä') + row(2, '"a\nb"') + row(3);
  const body = (end: string): string => rows.replace(/(?<!a)\n/g, end);
  test.each([
    ['CR at the ends of all lines', (head + rows).replaceAll('\n', '\r'), 'CR at the ends of its lines'],
    ['CRLF at the ends of all lines', head.trim() + '\r\n' + body('\r\n'), 'CRLF at the ends of its lines'],
    ['CRLF behind a head with LF', head + body('\r\n'), 'CRLF at the ends of some of its lines'],
    ['CR behind a head with LF', head + body('\r'), 'CR at the ends of some of its lines'],
    [
      'CRLF at the end of the last line',
      head + row(1) + 'r1,2,\r\n',
      'CRLF at the ends of some of its lines',
    ],
    [
      'a torn line behind CRLF',
      head.trim() + '\r\n' + body('\r\n') + 'r1,4,"to',
      'CRLF at the ends of its lines',
    ],
    ['CR and quotes', head + '"r1","1",""\r"r1","2",""\r', 'CR at the ends of some of its lines'],
  ])('%s', (_, text, how) => {
    expect(() => recovered(text)).toThrow(
      expect.objectContaining({
        code: 'ROWS_RESAVED',
        message: `builds.csv was saved by another program: it has ${how}.`,
      }),
    );
  });

  test('a carriage return within quotes is of a field', () => {
    const text = head + row(1, '"50 %\r100 %\r\n"') + row(2);
    expect(recovered(text)).toEqual({ rows: [1, 2], torn: false, kept: text });
  });
});

describe('never more than one row is cut off', () => {
  test.each([
    ['a last row that is none, and a torn one behind it', head + row(1) + 'r1,second,x\n' + 'r1,3,to'],
    ['a head that is lost', `${'\0'.repeat(head.length)}${row(1)}${row(2)}`],
    ['a head without its line feed', head.trim() + row(1).trim() + row(2).trim()],
    ['zeros instead of all rows', '\0'.repeat(200)],
    ['a quote behind which whole rows stand', head + row(1) + 'r1,2,"to' + '\n"r1","3",x\n"r1","4",x\n'],
  ])('%s is refused', (_, text) => {
    expect(() => recovered(text)).toThrow(expect.objectContaining({ code: 'RESULTS_UNREADABLE' }));
  });
});
