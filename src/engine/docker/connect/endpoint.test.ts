import { expect, test } from 'vitest';
import { sshCommand, transportOf } from './endpoint.ts';

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

const command = (host: string) => sshCommand(new URL(host), (why) => new Error(why));

// What the docker CLI 26.1.5 starts ssh with, read by an ssh that prints its arguments. (It gives `-o ConnectTimeout=30` as
// one word, which ssh takes for the same.)
test.each([
  ['ssh://h', [], 'h', []],
  ['ssh://me@h:2222', ['-l', 'me', '-p', '2222'], 'h', []],
  ['ssh://[::1]:22', ['-p', '22'], '::1', []],
  ['ssh://me@h/var/run/x.sock', ['-l', 'me'], 'h', ['--host', 'unix:///var/run/x.sock']],
  ['ssh://h/', [], 'h', []],
])('%s', (host, flags, name, remote) => {
  expect(command(host)).toEqual([
    ...['-o', 'ConnectTimeout=30', '-T', ...flags, '--', name],
    ...['docker', ...remote, 'system', 'dial-stdio'],
  ]);
});

test('nothing of a path is run by the shell at the other end', () => {
  expect(command('ssh://h/a;touch%20x')).toContain("'unix:///a;touch x'");
});

test.each([
  ['ssh://me:secret@h', 'no password'],
  ['ssh://h?x', 'nothing may follow'],
  ['ssh://h#x', 'nothing may follow'],
  ['ssh://', 'no host'],
])('%s is refused, as docker does', (host, why) => {
  expect(() => command(host)).toThrow(why);
});
