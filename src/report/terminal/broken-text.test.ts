import { expect, test } from 'vitest';
import { brokenText } from './broken-text.ts';

test.each([
  ['nothing', '', 5, ''],
  ['what fits exactly', 'bash dash', 9, 'bash dash'],
  ['what does not', 'bash dash sh', 9, 'bash dash\nsh'],
  ['each word for itself', 'bash dash sh', 4, 'bash\ndash\nsh'],
  ['a word that is longer', 'a registry.example/app:1 b', 10, 'a\nregistry.e\nxample/app\n:1 b'],
  ['where there is no room at all', 'ab', 0, 'a\nb'],
])('%s', (_, text, width, broken) => {
  expect(brokenText(text, width)).toBe(broken);
});

test.each([
  ['a list of names at its commas', 'bash,dash,sh', 9, 'bash,\ndash,sh'],
  ['CJK by columns', '設計 設計図', 4, '設計\n設計\n図'],
  ['no number without its unit', 'the largest 184 kB of 2 s', 15, 'the largest\n184 kB of 2 s'],
  ['a blank before a letter that is no unit', '12 shells', 4, '12\nshel\nls'],
  ['a combining mark stays with its letter', 'e\u0301e\u0301e\u0301', 2, 'e\u0301e\u0301\ne\u0301'],
  ['an emoji of several characters in one piece', '👩‍🚀👩‍🚀', 2, '👩‍🚀\n👩‍🚀'],
])('%s', (_, text, width, broken) => {
  expect(brokenText(text, width)).toBe(broken);
});
