import { createHash } from 'node:crypto';
import { parseArticle } from './article.ts';
import { articles } from './articles.ts';
import { renderPage } from './page.ts';

/** Renders every article. The answer depends only on the sources and the locked dependencies. */
export function work() {
  const parsed = articles.map(parseArticle);
  const html = parsed.map(renderPage).join('');
  return {
    articles: parsed.length,
    tags: [...new Set(parsed.flatMap((article) => article.tags))].sort(),
    html_bytes: Buffer.byteLength(html),
    html_sha256: createHash('sha256').update(html).digest('hex'),
  };
}
