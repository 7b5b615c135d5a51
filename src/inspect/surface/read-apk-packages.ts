import type { PackageList } from '../layers/layer-entry.ts';
import { packageLabel } from './package-label.ts';
import { paragraphs } from './paragraphs.ts';

/** The packages of an apk database: `P` is the name, `V` the version (https://wiki.alpinelinux.org/wiki/Apk_spec). */
export function readApkPackages(content: Buffer): PackageList {
  const packages: string[] = [];
  for (const fields of paragraphs(content.toString('utf8'))) {
    const name = fields.get('P');
    if (name !== undefined) packages.push(packageLabel(name, fields.get('V')));
  }
  return { source: 'apk', packages };
}
