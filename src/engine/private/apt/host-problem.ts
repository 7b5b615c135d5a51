import { StagebenchError } from '../../../domain/errors.ts';
import { debianKeyring, type HostFacts } from './host-facts.ts';
import { parseOsRelease } from './os-release.ts';

const supportedVersions = ['12', '13'];

/** Why an engine cannot be provisioned on this machine; undefined if it can. */
export function hostProblem(facts: HostFacts): StagebenchError | undefined {
  const notDebian = (message: string) => new StagebenchError('PROVISION_NEEDS_DEBIAN', message);
  if (facts.platform !== 'linux')
    return notDebian(`The private engine runs on Linux only; this is ${facts.platform}.`);
  const os = parseOsRelease(facts.osRelease);
  if (os.id !== 'debian' || !supportedVersions.includes(os.versionId) || os.codename === '') {
    return notDebian(`The private engine is provisioned from Debian 12 or 13; this is ${os.prettyName}.`);
  }
  if (facts.missingCommands.length > 0) {
    return notDebian(`${os.prettyName} lacks what provisioning needs: ${facts.missingCommands.join(', ')}.`);
  }
  if (!facts.hasDebianKeyring) {
    return notDebian(
      `${debianKeyring} is missing, so downloads could not be verified (package debian-archive-keyring).`,
    );
  }
  if (facts.uid !== 0) {
    return new StagebenchError(
      'PROVISION_NEEDS_ROOT',
      `The private engine needs root; this is user ${facts.uid}.`,
    );
  }
  return undefined;
}
