import { describe, expect, test } from 'vitest';
import { paxRecord } from './hand-made-tar.fixture.ts';
import { paxRecords } from './pax-records.ts';

const read = (text: string) => Object.fromEntries(paxRecords(Buffer.from(text, 'latin1')));

describe('records are read', () => {
  test.each([
    ['none', '', {}],
    ['one', '11 uid=100\n', { uid: '100' }],
    ['several', '11 uid=100\n9 path=a\n', { uid: '100', path: 'a' }],
    ['the last of a name counts', '9 path=a\n9 path=b\n', { path: 'b' }],
    ['no value', '9 atime=\n', { atime: '' }],
    ['a value with everything in it', '16 k=a=b\n\0\xff c d\n', { k: 'a=b\n\0\xff c d' }],
    ['a length with zeros in front', '013 path=abc\n', { path: 'abc' }],
  ])('%s', (_, text, records) => {
    expect(read(text)).toEqual(records);
  });

  test('bytes count, not characters: an e with an accent is two', () => {
    const value = Buffer.from('é').toString('latin1');
    expect(read(`12 path=${value}x\n`)).toEqual({ path: `${value}x` });
  });

  test.each([90, 91, 92, 989, 990, 991])(
    'a value of %i bytes, where the length grows by a digit',
    (length) => {
      expect(read(paxRecord('path', 'x'.repeat(length)))).toEqual({ path: 'x'.repeat(length) });
    },
  );
});

describe('damaged records are refused', () => {
  test.each([
    ['no length', 'path=a\n'],
    ['a length that is none', 'nine path=a\n'],
    ['a length of zero', '0 path=a\n'],
    ['a negative length', '-9 path=a\n'],
    ['a fraction', '9.5 path=a\n'],
    ['a length that is too short', '8 path=a\n'],
    ['a length that is too long', '11 path=a\n'],
    ['a length beyond the end', '900 path=a\n'],
    ['no end of the line', '9 path=a '],
    ['no equals sign', '7 path\n'],
    ['no name', '5 =a\n'],
    ['zeros', '\0\0\0\0'],
    ['a second one that is torn', '9 path=a\n9 pa'],
    ['a length shorter than itself', '1 \n'],
    ['infinity', 'Infinity path=a\n'],
  ])('%s', (_, text) => {
    expect(() => read(text)).toThrow('a damaged extended tar header');
  });
});
