import path from 'node:path';
import { expect, test } from 'vitest';
import { maskedTexts } from '../domain/run/job.ts';
import { projectFolder } from './project-folder.fixture.ts';
import { secretValues, secretVariables } from './secret-values.ts';

test('a secret is what its file or variable holds, whole, by line, and behind an equals sign; short words are none', async () => {
  const root = projectFolder({
    npmrc: 'registry=https://r.example/npm4\n//r.example/:_authToken=abcdefgh1234\nshort=1\n',
  });
  const specs = [`id=npm,src=${path.join(root, 'npmrc')}`, 'id=token,env=TOKEN', 'id=PLAIN'];
  const whole = 'registry=https://r.example/npm4\n//r.example/:_authToken=abcdefgh1234\nshort=1';
  const secrets = await secretValues(specs, { TOKEN: 'token-of-somebody', PLAIN: 'plain-word' });
  expect(maskedTexts(secrets)).toEqual([
    whole,
    '//r.example/:_authToken=abcdefgh1234',
    'registry=https://r.example/npm4',
    'https://r.example/npm4',
    'token-of-somebody',
    'abcdefgh1234',
    'plain-word',
  ]);
  // An address stands in images of others, too.
  expect(secrets.map(({ name, telltale }) => [name, ...telltale])).toEqual([
    ['npm', whole, 'abcdefgh1234'],
    ['token', 'token-of-somebody'],
    ['PLAIN', 'plain-word'],
  ]);
});

test.each([
  ['machine h.example login bob password NetrcPassw0rd99', ['NetrcPassw0rd99'], ['password']],
  ['{"auths": {"r.example": {"auth": "dXNlcjpwYXNzd29yZA=="}}}', ['dXNlcjpwYXNzd29yZA=='], ['auth']],
  ["token: 'correct horse battery'", ['correct horse battery'], ['token', 'battery']],
  ['{"credentials": "plainwords"}', ['plainwords'], ['credentials']],
])(
  'of %j what may be used without the rest is secret, too, and no plain word',
  async (text, parts, words) => {
    const secrets = await secretValues(['id=SECRET'], { SECRET: text });
    expect(maskedTexts(secrets)).toEqual(expect.arrayContaining([text, ...parts]));
    for (const word of words) expect(maskedTexts(secrets)).not.toContain(word);
  },
);

test('a secret that is too short to be masked is refused, and is not told', async () => {
  const refused = secretValues(['id=PIN'], { PIN: 'hunter2' });
  await expect(refused).rejects.toMatchObject({
    code: 'PROJECT_CONFIG',
    message: expect.stringMatching(/^--secret id=PIN: it has 7 characters/) as string,
  });
  await expect(refused).rejects.not.toMatchObject({
    message: expect.stringContaining('hunter2') as string,
  });
  expect(await secretValues(['id=NONE'], { NONE: '' })).toEqual([{ name: 'NONE', masked: [], telltale: [] }]);
});

test.each([
  ['NPM_TOKEN=npm_abc', /^A secret has no id=NAME(?!.*npm_abc)/],
  ['id=a,src=/no/such/file', /cannot be read \(ENOENT\)/],
  ['id=a,env=NOT_SET', /variable NOT_SET is not set/],
])('%s is an error that says why, and what it is', async (spec, message) => {
  await expect(secretValues([spec], {})).rejects.toMatchObject({
    ...{ code: 'PROJECT_CONFIG', message: expect.stringMatching(message) as string },
  });
});

test('variables of the app and its services are secret by their names, or as the password of an address; no image is searched for them', () => {
  const services = [
    {
      ...{ name: 'db', ready: { kind: 'runs' } as const, timeoutMs: 1 },
      environment: {
        POSTGRES_PASSWORD: 'correct-horse',
        POSTGRES_USER: 'a-long-name',
        API_KEY: 'short',
        SESSION_KEY: 'of-a-session',
        KEYBOARD: 'of-a-person',
      },
    },
  ];
  const environment = { DATABASE_URL: 'postgres://shop:battery-staple@db/shop' };
  expect(secretVariables({ environment, services })).toEqual([
    { name: 'DATABASE_URL', masked: ['battery-staple'], telltale: [] },
    { name: 'POSTGRES_PASSWORD', masked: ['correct-horse'], telltale: [] },
    { name: 'SESSION_KEY', masked: ['of-a-session'], telltale: [] },
  ]);
});

test('so are build arguments, and what stands in commands behind such a name', () => {
  const services = [
    {
      ...{ name: 'db', timeoutMs: 1, command: ['redis-server', '--requirepass', 'of-redis,1'] },
      ready: {
        kind: 'command',
        command: ['sh', '-c', 'ping --user=somebody --password="of-the-ping"'],
      } as const,
      build: { dockerfile: '/d', context: '/', args: { API_TOKEN: 'of-a-service' } },
    },
  ];
  const command = ['serve', '--api-key=of-the-app=', '--tokens', '--port=80808080'];
  const found = secretVariables({ command, services }, [
    { NPM_TOKEN2: 'npm_abc1', VERSION: '1.2.3.4.5' },
    undefined,
  ]);
  expect(found.map(({ name, masked }) => [name, ...masked])).toEqual([
    ['NPM_TOKEN2', 'npm_abc1'],
    ['API_TOKEN', 'of-a-service'],
    ['--api-key', 'of-the-app='],
    ['--requirepass', 'of-redis,1'],
    ['--password', 'of-the-ping'],
  ]);
});

test.each([
  ['a client of MySQL', ['mysqladmin', '-uroot', '-ponlywords', 'ping'], ['onlywords']],
  ['its words for a shell', ['sh', '-c', 'mysql -h127.0.0.1 -p"Ab3-long-one" -e 1'], ['Ab3-long-one']],
  ['a flag of its own word', ['/usr/bin/mongosh', '-p', 'onlywords'], ['onlywords']],
  [
    'any other program',
    ['serve', '-pS3cretWord', '-p8080:8080', '-p/srv1/data', '-properties'],
    ['S3cretWord'],
  ],
])('a password may be glued to -p: %s', (_, command, masked) => {
  expect(maskedTexts(secretVariables({ command }))).toEqual(masked);
});

test('a build argument may hold the words of a command', () => {
  const args = { CLIENT: '-uroot -pS3cretWord', FLAGS: '--token=of-a-flag -O2', RANGE: '1.2.3 - 2.0.0' };
  expect(maskedTexts(secretVariables({}, [args]))).toEqual(['S3cretWord', 'of-a-flag']);
});
