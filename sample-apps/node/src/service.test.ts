import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createService } from './service.ts';

const service = await createService({ logger: false });
const get = (url: string) => service.inject({ method: 'GET', url });

test('/health names the app, the version of the manifest and the runtime', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const answer = (await get('/health')).json();
  expect(answer).toMatchObject({ app: 'node', version, runtime: process.version });
});

test('/work answers the same every time', async () => {
  const first = (await get('/work')).json();
  expect(first).toMatchInlineSnapshot(`
    {
      "articles": 3,
      "html_bytes": 1275,
      "html_sha256": "86cd0cb44d7bef09ddd42d8b52cdb516142d8b263987f2e5e066fd63641eab32",
      "tags": [
        "cache",
        "images",
        "stages",
      ],
    }
  `);
  expect((await get('/work')).json()).toEqual(first);
});

test('an article is a page with its title escaped and its Markdown rendered', async () => {
  const page = await get('/articles/layers');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  expect(page.body).toContain('<title>Layers</title>');
  expect(page.body).toContain('<td>the distribution</td>');
});

test('an unknown article is not found', async () => {
  expect((await get('/articles/nothing')).statusCode).toBe(404);
});
