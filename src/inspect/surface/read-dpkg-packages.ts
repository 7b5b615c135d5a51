import type { PackageList } from '../layers/layer-entry.ts';
import { packageLabel } from './package-label.ts';
import { paragraphs } from './paragraphs.ts';

/**
 * The packages of a dpkg database that are installed. Their Status has three words, what is wanted, whether there is an
 * error, and what is; `hold ok installed` is there, `deinstall ok config-files` is not
 * (https://manpages.debian.org/trixie/dpkg/dpkg-query.1.en.html). `unstated` says what a package without a Status is:
 * the files of distroless have none.
 */
export function readDpkgPackages(content: Buffer, unstated: 'installed' | 'absent'): PackageList {
  const packages: string[] = [];
  for (const fields of paragraphs(content.toString('utf8'))) {
    const name = fields.get('Package');
    const state = fields.get('Status')?.split(/\s+/).at(2) ?? unstated;
    if (name !== undefined && state === 'installed') packages.push(packageLabel(name, fields.get('Version')));
  }
  return { source: 'dpkg', packages };
}
