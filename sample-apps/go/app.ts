import type { AppDefinition } from '../../src/domain/definitions/app.ts';

const revision = /(?<=const revision = ")[^"]*(?=")/;

/** What fits between quotes in any language. */
const plain = (unique: string): string => unique.replaceAll(/[^\w.-]+/g, '-');

export const app: AppDefinition = {
  id: 'go',
  order: 2,
  title: 'Go (chi, static binary)',
  context: '.',
  port: 8080,
  healthPath: '/health',
  healthAnswer: { app: 'go', version: '1.0.0', runtime: /^go1\.26/ },
  workPath: '/work',
  workAnswer: {
    pages: [
      { name: 'layers', id: 'a6fd9ac0-b24c-55ee-96c8-d3eeaf92bb01' },
      { name: 'stages', id: '9d2e36e4-4008-5f33-bafc-cf3c964ba7d6' },
    ],
    html_bytes: 922,
    compressed_bytes: 490,
    sha256: '60931884907e0f114a2f415ef3a05e55264a5a9fefb617da31b6781001f30e70',
    trusted_roots: true,
  },
  edits: [
    {
      kind: 'source',
      files: ['internal/web/about.go'],
      apply: (file, text, unique) => {
        if (!revision.test(text)) throw new Error(`${file} has no revision to edit`);
        return text.replace(revision, () => plain(unique));
      },
      shows: (unique) => ({ revision: plain(unique) }),
    },
    {
      // go.mod takes a remark; go.sum does not, but tolerates the checksum of a module that nobody needs.
      kind: 'deps',
      files: ['go.mod', 'go.sum'],
      apply: (file, text, unique) =>
        file === 'go.mod'
          ? `${text}\n// edit ${plain(unique)}\n`
          : `${text}stagebench.invalid/edit v0.0.0-${plain(unique)} h1:${'A'.repeat(43)}=\n`,
    },
  ],
  lockfiles: ['go.sum'],
};
