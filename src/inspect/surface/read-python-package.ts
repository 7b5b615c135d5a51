import type { PackageList } from '../layers/layer-entry.ts';
import { packageLabel } from './package-label.ts';
import { paragraphs } from './paragraphs.ts';

/**
 * The package that a METADATA or PKG-INFO is of: headers, an empty line, then a description that does not matter
 * (https://packaging.python.org/en/latest/specifications/core-metadata/). Undefined if it has no name.
 */
export function readPythonPackage(content: Buffer): PackageList | undefined {
  const [headers] = paragraphs(content.toString('utf8'));
  const name = headers?.get('Name') ?? '';
  if (name === '') return undefined;
  return { source: 'python', packages: [packageLabel(name, headers?.get('Version'))] };
}
