import { describe, expect, test } from 'vitest';
import { betweenMarkers } from './between-markers.ts';

const text = [
  'before',
  '<!-- generated:results (npm run docs) -->',
  'old',
  '<!-- /generated:results -->',
  'after',
  '',
].join('\n');

describe('generated text', () => {
  test('replaces what stands between its markers, and nothing else', () => {
    expect(betweenMarkers('README.md', text, 'results', '\nnew $1 $&\n')).toBe(
      text.replace('old', '\nnew $$1 $$&\n'),
    );
  });

  test('is the same when it is written again', () => {
    const once = betweenMarkers('README.md', text, 'results', 'new');
    expect(betweenMarkers('README.md', once, 'results', 'new')).toBe(once);
  });

  test.each(['result', 'self'])('without markers for %s is an error that names the file', (name) => {
    expect(() => betweenMarkers('README.md', text, name, 'new')).toThrow(
      expect.objectContaining({
        code: 'DOCS_STALE',
        message: `README.md has no markers for generated:${name}.`,
      }),
    );
  });
});
