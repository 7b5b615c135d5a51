import { expect, test } from 'vitest';
import type { HostFacts } from './host-facts.ts';
import { hostProblem } from './host-problem.ts';

const bookworm = 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian 12"';
const good: HostFacts = {
  platform: 'linux',
  uid: 0,
  osRelease: bookworm,
  missingCommands: [],
  hasDebianKeyring: true,
  aptSources: new Map(),
};

test('root on Debian 12 or 13 can provision', () => {
  expect(hostProblem(good)).toBeUndefined();
  expect(
    hostProblem({ ...good, osRelease: bookworm.replace('12', '13').replace('bookworm', 'trixie') }),
  ).toBeUndefined();
});

const ubuntu =
  'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\nPRETTY_NAME="Ubuntu 24.04 LTS"';
test.each<[string, Partial<HostFacts>, string, string]>([
  ['another user', { uid: 1000 }, 'PROVISION_NEEDS_ROOT', 'this is user 1000'],
  ['macOS', { platform: 'darwin', uid: 501, osRelease: '' }, 'PROVISION_NEEDS_DEBIAN', 'this is darwin'],
  ['Ubuntu', { osRelease: ubuntu }, 'PROVISION_NEEDS_DEBIAN', 'this is Ubuntu 24.04 LTS'],
  [
    'Debian 11',
    { osRelease: bookworm.replaceAll('12', '11') },
    'PROVISION_NEEDS_DEBIAN',
    'this is Debian 11',
  ],
  ['a system without os-release', { osRelease: '' }, 'PROVISION_NEEDS_DEBIAN', 'without /etc/os-release'],
  [
    'no apt',
    { missingCommands: ['apt-get'] },
    'PROVISION_NEEDS_DEBIAN',
    'lacks what provisioning needs: apt-get',
  ],
  ['no keyring', { hasDebianKeyring: false }, 'PROVISION_NEEDS_DEBIAN', 'debian-archive-keyring'],
])('%s cannot', (_title, difference, code, message) => {
  const problem = hostProblem({ ...good, ...difference });
  expect(problem?.code).toBe(code);
  expect(problem?.message).toContain(message);
});

test('not being Debian is told before not being root: root would not help', () => {
  expect(hostProblem({ ...good, uid: 1000, osRelease: ubuntu })?.code).toBe('PROVISION_NEEDS_DEBIAN');
});
