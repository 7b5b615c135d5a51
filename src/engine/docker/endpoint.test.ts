import { expect, test } from 'vitest';
import { transportOf } from './endpoint.ts';

const tls = { verify: true, ca: Buffer.from('x') };

test.each([
  ['unix:///var/run/docker.sock', { socketPath: '/var/run/docker.sock' }],
  ['npipe:////./pipe/docker_engine', { socketPath: '//./pipe/docker_engine' }],
  ['tcp://10.0.0.1:2376', { protocol: 'http', host: '10.0.0.1', port: 2376 }],
  ['tcp://build-host', { protocol: 'http', host: 'build-host', port: 2375 }],
])('DOCKER_HOST %s', (host, options) => {
  expect(transportOf(host)).toEqual(options);
});

// The docker CLI 26.1.5 takes 2375 for tcp://127.0.0.1 with DOCKER_TLS_VERIFY=1.
test.each([
  ['tcp://build-host', 2375],
  ['tcp://build-host:2376', 2376],
  ['http://build-host:2375', 2375],
])('nothing is sent in clear to %s where TLS is asked for', (host, port) => {
  expect(transportOf(host, tls)).toMatchObject({ protocol: 'https', host: 'build-host', port });
});

test('https:// is TLS by itself', () => {
  expect(transportOf('https://build-host')).toMatchObject({ protocol: 'https', port: 443 });
});

test('TLS over a local socket is refused, as docker cannot speak it either', () => {
  expect(() => transportOf('unix:///run/docker.sock', tls)).toThrow(
    expect.objectContaining({ code: 'ENGINE_UNREACHABLE' }),
  );
});

test.each(['build-host:2375', 'ftp://build-host', '/var/run/docker.sock'])(
  '%s is not an engine address',
  (host) => {
    expect(() => transportOf(host)).toThrow(
      expect.objectContaining({ code: 'ENGINE_UNREACHABLE', message: expect.stringContaining(`"${host}"`) }),
    );
  },
);
