/** A package file as apt would fetch it. */
export interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Reads `apt-get download --print-uris`: 'uri' file-name bytes SHA256:hex, one a line. The hashes come from the lists
 * that apt has verified with Debian's keys.
 */
export function parsePrintUris(text: string): readonly PackageFile[] {
  return text.split('\n').flatMap((line) => {
    const [, fileName, bytes, sha256] = /^'[^']*' (\S+) (\d+) SHA256:([0-9a-f]{64})$/.exec(line.trim()) ?? [];
    if (fileName === undefined || bytes === undefined || sha256 === undefined) return [];
    const [name = '', version = ''] = fileName.split('_');
    return [{ name, version: decodeURIComponent(version), fileName, bytes: Number(bytes), sha256 }];
  });
}
