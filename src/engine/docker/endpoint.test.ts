import { expect, test } from 'vitest';
import { dockerodeOptions } from './endpoint.ts';

test.each([
  ['unix:///var/run/docker.sock', { socketPath: '/var/run/docker.sock' }],
  ['npipe:////./pipe/docker_engine', { socketPath: '//./pipe/docker_engine' }],
  ['tcp://10.0.0.1:2376', { protocol: 'http', host: '10.0.0.1', port: 2376 }],
  ['tcp://build-host', { protocol: 'http', host: 'build-host', port: 2375 }],
  ['ssh://me@build-host', { protocol: 'ssh', host: 'build-host', port: 22, username: 'me' }],
  ['ssh://build-host:2222', { protocol: 'ssh', host: 'build-host', port: 2222 }],
])('DOCKER_HOST %s', (host, options) => {
  expect(dockerodeOptions(host)).toEqual(options);
});

test.each(['build-host:2375', 'ftp://build-host', '/var/run/docker.sock'])(
  '%s is not an engine address',
  (host) => {
    expect(() => dockerodeOptions(host)).toThrow(
      expect.objectContaining({ code: 'ENGINE_UNREACHABLE', message: expect.stringContaining(`"${host}"`) }),
    );
  },
);
