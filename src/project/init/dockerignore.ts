/** What no image is built from, whatever the language. */
const always = [
  '.git',
  '.gitignore',
  '.github',
  '.gitlab-ci.yml',
  '.dockerignore',
  'Dockerfile*',
  '**/*.Dockerfile',
  'stagebench.json',
  'stagebench-results',
  '.vscode',
  '.idea',
  '**/.DS_Store',
  '*.log',
  'logs',
];

/** The text of .dockerignore. */
export const dockerignore = (ignored: readonly string[]): string =>
  [
    '# What no image is built from: each of these would invalidate the cache, or end up in a layer.',
    ...ignored,
    ...always,
    '# Secrets do not belong into an image.',
    '**/.env',
    '**/.env.local',
    '# Add what else the builds do not need, such as data and media.',
    '',
  ].join('\n');
