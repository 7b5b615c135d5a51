import { describe, expect, test } from 'vitest';
import { masked, secretsIn } from './masked.ts';

describe('a secret in an address is masked', () => {
  test.each([
    ['No engine answers at tcp://user:secret@host:2376.', 'No engine answers at tcp://***@host:2376.'],
    ['tcp://user:se@cret@host', 'tcp://***@host'],
    ['tcp://user:se/cret@host/path', 'tcp://***@host/path'],
    ['tcp://:secret@host', 'tcp://***@host'],
    ['tcp://user:@host', 'tcp://***@host'],
    [
      'HTTP_PROXY=http://a:b@p:3128/, https_proxy=HTTPS://c:d@p',
      'HTTP_PROXY=http://***@p:3128/, https_proxy=HTTPS://***@p',
    ],
    ['git+https://x-access-token:abc@example.org/a.git', 'git+https://***@example.org/a.git'],
    ['https://ghp_0123456789abcdef0123@example.org/a', 'https://***@example.org/a'],
    ['{"url":"http://u:p@h","mail":"a@b"}', '{"url":"http://***@h","mail":"a@b"}'],
    ['GET https://h/b?X-Amz-Signature=abc&x=1 403', 'GET https://h/b?X-Amz-Signature=***&x=1 403'],
    ['HTTPS_PROXY="http://user:se/cret@proxy:3128"', 'HTTPS_PROXY="http://***@proxy:3128"'],
    ['https://user:pass@host/@scope/pkg@1.0', 'https://***@host/@scope/pkg@1.0'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
    ['authorization: token abc', 'authorization: token ***'],
    ['> Authorization: ghp0abc', '> Authorization: ***'],
    ['Proxy-Authorization: Basic Ym9i', 'Proxy-Authorization: Basic ***'],
    ['{"Authorization":"abcdefghijklmnopq"}', '{"Authorization":"***"}'],
    ['-H "X-Registry-Auth: eyJh"', '-H "X-Registry-Auth: ***"'],
    ['{"X-Registry-Config":"eyJh"}', '{"X-Registry-Config":"***"}'],
    ['//registry.example/:_authToken=npm_abc', '//registry.example/:_authToken=***'],
    ['//registry.example/:_auth = "Ym9i"', '//registry.example/:_auth = "***"'],
  ])('%s', (text, shown) => {
    expect(masked(text)).toBe(shown);
  });
});

describe('what holds none stays as it is', () => {
  test.each([
    'unix:///var/run/docker.sock',
    'tcp://10.0.0.1:2376',
    'ssh://me@host:22/run/docker.sock',
    'https://host:5000/v2/a/manifests/b@c',
    'docker-image://docker.io/library/node:24@sha256:0123456789abcdef',
    'docker-image://node:24@sha256:0123456789abcdef',
    'localhost:5000/app:1@sha256:0123456789abcdef',
    'https://registry.example/@scope/package',
    'https://git@example.org/a.git and me@example.org',
    'https://auth.example/token?scope=a:pull&service=b',
    '10:30 a@b',
    'https://${REG}:${PORT}/@scope/pkg@1.0',
    'http://host:port/@a/b',
    'http://[::1]:80/@x',
    'tcp://[::1]:2376/a@b',
    'authorization: required',
    '//registry.example/:_authToken=${NPM_TOKEN}',
    'basic_auth=yes',
  ])('%s', (text) => {
    expect(masked(text)).toBe(text);
  });
});

describe('what the environment names as secret', () => {
  const environment = {
    DOCKER_HOST: 'tcp://user:long%2Fsecret@host',
    https_proxy: 'me:short@proxy:3128',
    ALL_PROXY: 'http://proxy:3128',
    NO_PROXY: 'a:b@c',
  };

  test('is masked in any words, with its user or by itself, and as it is meant', () => {
    const secrets = secretsIn(environment);
    expect(masked('login of user with long/secret, long%2Fsecret', secrets)).toBe(
      'login of user with ***, ***',
    );
    expect(masked('me:short@proxy:3128 cannot be reached', secrets)).toBe('***@proxy:3128 cannot be reached');
  });

  test.each(['ssh://root@127.0.0.1:22022/run/docker.sock', 'unix:///run/a:b@c', 'tcp://host:2376'])(
    'nothing in %s is secret',
    (host) => {
      expect(secretsIn({ DOCKER_HOST: host })).toEqual([]);
    },
  );

  test('a short password is not looked for in other words, and no other variable', () => {
    expect(masked('a shortage at a:b', secretsIn(environment))).toBe('a shortage at a:b');
  });
});

test('a long hostile word takes no longer than a plain one', () => {
  // Without bounds this took minutes: the time limit of the test is what fails.
  for (const part of [
    'a',
    'a://',
    'a://b:',
    'tcp://b:',
    '?token',
    ':',
    '@',
    'a:',
    'authorization: x ',
    '_auth= ',
  ])
    expect(masked(`@${part.repeat(50_000)}`).length).toBeGreaterThan(30_000);
});
