import { expect, test } from 'vitest';
import { privatePaths } from '../private-paths.ts';
import { clientEnvironment } from './client-environment.ts';
import { daemonCommand, daemonConfigText, daemonEnvironment } from './daemon-command.ts';

const paths = privatePaths({ env: { HOME: '/root' } });

test('the daemon changes nothing of the network', () => {
  const command = daemonCommand(paths);
  const off = [
    '--bridge=none',
    '--iptables=false',
    '--ip6tables=false',
    '--ip-forward=false',
    '--ip-masq=false',
  ];
  expect(command).toEqual(expect.arrayContaining(off));
});

test('the image store is said in so many words, since its default depends on the version', () => {
  const text = (imageStore: 'graphdriver' | 'containerd') =>
    JSON.parse(daemonConfigText(privatePaths({ env: { HOME: '/root' }, imageStore }))) as unknown;
  expect(text('graphdriver')).toEqual({ features: { 'containerd-snapshotter': false } });
  expect(text('containerd')).toEqual({ features: { 'containerd-snapshotter': true } });
});

test("the daemon gets the caller's proxies, and no other settings", () => {
  const env = {
    PATH: '/bin',
    HTTPS_PROXY: 'http://p:1',
    no_proxy: 'localhost',
    DOCKER_HOST: 'tcp://other',
    SECRET: 'x',
  };
  expect(daemonEnvironment(paths, env)).toEqual({
    HTTPS_PROXY: 'http://p:1',
    no_proxy: 'localhost',
    PATH: `${paths.engineRoot}/usr/bin:${paths.engineRoot}/usr/sbin:/bin`,
  });
});

test('clients are led to the private engine, whatever the user has set', () => {
  const env = { PATH: '/bin', DOCKER_CONTEXT: 'other', BUILDX_BUILDER: 'other' };
  const laid = { ...env, ...clientEnvironment(paths, env) };
  expect(laid).toMatchObject({
    DOCKER_HOST: `unix://${paths.socket}`,
    DOCKER_CONFIG: paths.dockerConfigDir,
    DOCKER_CONTEXT: undefined,
    BUILDX_BUILDER: undefined,
  });
  expect(laid.PATH.split(':')[0]).toBe(`${paths.engineRoot}/usr/bin`);
});
