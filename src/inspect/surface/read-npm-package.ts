import type { PackageList } from '../layers/layer-entry.ts';
import { packageLabel } from './package-label.ts';

/**
 * The package that a package.json is of (https://docs.npmjs.com/cli/configuring-npm/package-json). Undefined if it is no
 * JSON or has no name: npm would not install that, so it is something else under the name.
 */
export function readNpmPackage(content: Buffer): PackageList | undefined {
  const json = parse(content.toString('utf8'));
  if (typeof json !== 'object' || json === null) return undefined;
  const name = 'name' in json ? json.name : undefined;
  const version = 'version' in json ? json.version : undefined;
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  return { source: 'npm', packages: [packageLabel(name, typeof version === 'string' ? version : '')] };
}

/** What the text says as JSON, after a byte order mark if it has one; undefined if it is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
