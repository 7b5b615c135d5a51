import { expect, test } from 'vitest';
import { sshCommand } from './ssh-command.ts';

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
