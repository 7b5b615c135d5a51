import { describe, expect, test } from 'vitest';
import { withoutSecretValues } from './without-secret-values.ts';

const env = ['PATH=/bin', 'A=1', 'B=2', 'API_TOKEN=hunter2'];
const shown = (...steps: string[]) => withoutSecretValues(steps, env);

describe('the value of a secret-like name is not told', () => {
  test.each([
    ['ENV API_TOKEN=hunter2', 'ENV API_TOKEN=…'],
    ['ENV A=1 API_TOKEN=hunter2 B=2', 'ENV A=1 API_TOKEN=… B=2'],
    ['ENV API_TOKEN=hunter2 DB_PASSWORD=hunter3', 'ENV API_TOKEN=… DB_PASSWORD=…'],
    ['ENV API_TOKEN="hunter2" B=2', 'ENV API_TOKEN=… B=2'],
    ["ENV API_TOKEN='hunter2'", 'ENV API_TOKEN=…'],
    ['ENV API_TOKEN="my \\" B=hunter2" B=2', 'ENV API_TOKEN=… B=2'],
    ['ENV API_TOKEN=my own hunter2 B=2', 'ENV API_TOKEN=… B=2'],
    ['ENV API_TOKEN=user=me;pass=hunter2 x=y', 'ENV API_TOKEN=…'],
    ['ENV API_TOKEN=B=hunter2', 'ENV API_TOKEN=…'],
    ['ENV API_TOKEN=two\nlines hunter2', 'ENV API_TOKEN=…'],
    ['ENV API_TOKEN=', 'ENV API_TOKEN=…'],
    ['ENV API_TOKEN hunter2 hunter3', 'ENV API_TOKEN …'],
    ['/bin/sh -c #(nop)  ENV A=1 API_TOKEN=hunter2', '/bin/sh -c #(nop)  ENV A=1 API_TOKEN=…'],
    ['ARG TOKEN=hunter2', 'ARG TOKEN=…'],
    ['ARG NAME TOKEN=hunter2', 'ARG NAME TOKEN=…'],
    ['/bin/sh -c #(nop)  ARG TOKEN=hunter2', '/bin/sh -c #(nop)  ARG TOKEN=…'],
    ['RUN |1 TOKEN=hunter2 /bin/sh -c make # buildkit', 'RUN |1 TOKEN=… /bin/sh -c make # buildkit'],
    ['|2 A=1 TOKEN=hunter2 /bin/sh -c make', '|2 A=1 TOKEN=… /bin/sh -c make'],
    [
      'RUN |2 TOKEN=my hunter2 B=2 /bin/bash -euo pipefail -c make',
      'RUN |2 TOKEN=… B=2 /bin/bash -euo pipefail -c make',
    ],
    ['RUN |1 TOKEN=hunter2 make all', 'RUN |1 TOKEN=…'],
  ])('%s', (step, text) => {
    expect(shown(step)).toEqual([text]);
  });

  test('and the build arguments beside it are, where the history declares them', () => {
    const run = (token: string) => `RUN |2 TOKEN=${token} VERSION=3 /bin/sh -c make`;
    expect(shown('ARG TOKEN', 'ARG VERSION=3', run('my hunter2'))).toEqual([
      ...['ARG TOKEN', 'ARG VERSION=3', run('…')],
    ]);
  });
});

describe('everything else is told word for word', () => {
  test.each([
    '',
    'ENV PATH=/bin:/usr/bin GPG_KEY=7169605F',
    'ENV KEYBOARD=us',
    'ENV MSG hello',
    'ARG TOKEN',
    'ARG VERSION=1',
    'LABEL token=public',
    'COPY key=1 /key # buildkit',
    'RUN |1 VERSION=1 /bin/sh -c make KEY=$(cat key)',
    'CMD ["env", "API_TOKEN=x"]',
  ])('%s', (step) => {
    expect(shown(step)).toEqual([step]);
  });
});

test.each<[string, string]>([
  ['blanks', `ENV API_TOKEN=${' '.repeat(4_000_000)}`],
  ['one word', `ENV ${'x'.repeat(4_000_000)}`],
  ['names', `ENV ${'a=1 '.repeat(1_000_000)}`],
  ['secrets', `ENV ${'A_KEY=" '.repeat(500_000)}`],
  ['quotes that are not closed', `ENV ${'A_KEY=\'\\" '.repeat(400_000)}`],
  ['commands', `RUN |1 TOKEN=x${' /x'.repeat(1_300_000)}`],
])('four million characters of %s are no burden', (_, step) => {
  expect(shown(step)[0]?.length).toBeGreaterThan(0);
});
