import { expect, test } from 'vitest';
import { parseArticle } from './article.ts';

const matter = 'title: A\nslug: a\ntags: [x]\ndate: 2024-01-02';

test('an article is its front matter and its body', () => {
  expect(parseArticle(`---\n${matter}\n---\n# A\n`)).toEqual({
    title: 'A',
    slug: 'a',
    tags: ['x'],
    date: '2024-01-02',
    body: '# A\n',
  });
});

test.each([
  ['no front matter', '# A\n'],
  ['a slug with spaces', `---\n${matter.replace('slug: a', 'slug: a b')}\n---\n# A\n`],
  ['no tags', `---\n${matter.replace('[x]', '[]')}\n---\n# A\n`],
])('%s is refused', (_, source) => {
  expect(() => parseArticle(source)).toThrow();
});
