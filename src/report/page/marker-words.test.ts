import { expect, test } from 'vitest';
import { markerWords } from './marker-words.ts';

const read = (text: string) => {
  const { words, keys } = markerWords(text, 'a.md:1');
  return [words, Object.fromEntries(keys)];
};

test.each<[string, unknown]>([
  ['', [[], {}]],
  ['  size-time  app=go ', [['size-time'], { app: 'go' }]],
  [
    'caption="What a \\"slim\\" image saves, a\\\\b" digits=2',
    [[], { caption: 'What a "slim" image saves, a\\b', digits: '2' }],
  ],
  ['caption=a=b sort=-size_bytes apps=', [[], { caption: 'a=b', sort: '-size_bytes', apps: '' }]],
  ['caption="in two\nlines" x', [['x'], { caption: 'in two\nlines' }]],
  ['caption="‮abc <script>"', [[], { caption: '‮abc <script>' }]],
])('%j', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  ['caption="open', 'a.md:1 has quotes that do not fit: caption="open.'],
  ['a "b c"', 'a.md:1 cannot be read from here on: "b c".'],
  ['run=a run=b', 'a.md:1 has the key run twice.'],
])('%j is refused', (text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'MARKER_UNREADABLE', message }));
});
