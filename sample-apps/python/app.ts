import type { AppDefinition } from '../../src/domain/definitions/app.ts';

const revision = /(?<=^REVISION = ")[^"]*(?="$)/m;

/** What fits between quotes in any language. */
const plain = (unique: string): string => unique.replaceAll(/[^\w.-]+/g, '-');

export const app: AppDefinition = {
  id: 'python',
  order: 3,
  title: 'Python (Flask, gunicorn, C extension)',
  context: '.',
  port: 8000,
  healthPath: '/health',
  healthAnswer: { app: 'python', version: '1.0.0', runtime: /^3\.13\./ },
  workPath: '/work',
  workAnswer: {
    readings: 2000,
    packed_bytes: 33042,
    packed_sha256: 'e3ee387fc04764c1866ab6c2d7125c8f3673d27c8c26fadefdee841cd15ea1c0',
    page_sha256: '045a8cc7540b6f7a5d2018d421905709bd2531e90018447bf7cf047327876a1b',
    signature: 'nZmO6DaCFjDmmhjah_2je_t_jL6wlVgMaFqXZKrneP8',
  },
  edits: [
    {
      kind: 'source',
      files: ['service/about.py'],
      apply: (file, text, unique) => {
        if (!revision.test(text)) throw new Error(`${file} has no revision to edit`);
        return text.replace(revision, () => plain(unique));
      },
      shows: (unique) => ({ revision: plain(unique) }),
    },
    {
      // The manifest and, pinned with hashes, the lockfile that the build installs from.
      kind: 'deps',
      files: ['requirements.in', 'requirements.txt'],
      apply: (_file, text, unique) => `${text}# edit ${unique.replaceAll(/\s+/g, ' ')}\n`,
    },
  ],
  lockfiles: ['requirements.txt', 'requirements-build.txt', 'requirements-dev.txt'],
};
