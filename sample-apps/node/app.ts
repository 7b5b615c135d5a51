import type { AppDefinition } from '../../src/domain/definitions/app.ts';

const revision = /(?<=const revision = ')[^']*(?=';)/;

/** The version in the manifest and the lockfile: build metadata keeps it valid and equal in both. */
function withVersion(text: string, unique: string): string {
  const manifest = JSON.parse(text) as { version: string; packages?: Record<string, { version: string }> };
  const version = `${manifest.version.split('+')[0] ?? ''}+${unique.replaceAll(/[^0-9A-Za-z]+/g, '-')}`;
  manifest.version = version;
  const root = manifest.packages?.[''];
  if (root) root.version = version;
  return JSON.stringify(manifest, null, 2) + '\n';
}

/** What fits between quotes in any language. */
const plain = (unique: string): string => unique.replaceAll(/[^\w.-]+/g, '-');

export const app: AppDefinition = {
  id: 'node',
  order: 1,
  title: 'Node.js (TypeScript, Fastify)',
  context: '.',
  port: 3000,
  healthPath: '/health',
  // An edit of the dependencies adds build metadata to the version.
  healthAnswer: { app: 'node', version: /^1\.0\.0(\+|$)/, runtime: /^v24\./ },
  workPath: '/work',
  workAnswer: {
    articles: 3,
    tags: ['cache', 'images', 'stages'],
    html_bytes: 1275,
    html_sha256: '86cd0cb44d7bef09ddd42d8b52cdb516142d8b263987f2e5e066fd63641eab32',
  },
  edits: [
    {
      kind: 'source',
      files: ['src/about.ts'],
      apply: (file, text, unique) => {
        if (!revision.test(text)) throw new Error(`${file} has no revision to edit`);
        return text.replace(revision, () => plain(unique));
      },
      shows: (unique) => ({ revision: plain(unique) }),
    },
    {
      kind: 'deps',
      files: ['package.json', 'package-lock.json'],
      apply: (_file, text, unique) => withVersion(text, unique),
    },
  ],
  lockfiles: ['package-lock.json'],
};
