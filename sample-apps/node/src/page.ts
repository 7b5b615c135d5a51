import { Eta } from 'eta';
import MarkdownIt from 'markdown-it';
import type { Article } from './article.ts';

const markdown = new MarkdownIt({ linkify: true, typographer: true });
const templates = new Eta({ autoTrim: false });

const template = `<!doctype html>
<html lang="en">
<head><title><%= it.title %></title></head>
<body>
<article id="<%= it.slug %>">
<p><time><%= it.date %></time> <%= it.tags.join(', ') %></p>
<%~ it.html %></article>
</body>
</html>
`;

/** The whole page of one article; the title is escaped, the body rendered. */
export function renderPage(article: Article): string {
  return templates.renderString(template, { ...article, html: markdown.render(article.body) });
}
