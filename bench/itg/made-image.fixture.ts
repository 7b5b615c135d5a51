import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { ImageContents } from '../../src/inspect/contents/image-contents.ts';

/** One thing of each kind that is counted. Folders end in a slash; text is a file's content. */
const entries: readonly {
  name: string;
  mode: number;
  text?: string;
  hardLinkTo?: string;
  linkTo?: string;
}[] = [
  { name: 'bin/', mode: 0o755 },
  { name: 'bin/busybox', mode: 0o755, text: 'many programs' },
  { name: 'bin/sh', mode: 0o777, linkTo: 'busybox' },
  { name: 'bin/gcc', mode: 0o755, text: 'a compiler' },
  { name: 'bin/elf', mode: 0o755, text: `\x7fELF${'\0'.repeat(60)}` },
  { name: 'bin/curl', mode: 0o755, hardLinkTo: 'bin/elf' },
  { name: 'bin/setuid', mode: 0o4755, text: 'as its owner' },
  { name: 'bin/setgid', mode: 0o2755, text: 'as its group' },
  { name: 'bin/capable', mode: 0o755, text: 'may use raw sockets' },
  { name: 'data/', mode: 0o755 },
  { name: 'data/everybody', mode: 0o666, text: 'anything' },
  { name: 'data/folder/', mode: 0o777 },
  { name: 'data/first', mode: 0o644, text: 'x'.repeat(5000) },
  { name: 'data/second', mode: 0o644, hardLinkTo: 'data/first' },
  { name: 'tmp/', mode: 0o1777 },
  { name: 'etc/', mode: 0o755 },
  { name: 'etc/ssl/', mode: 0o755 },
  { name: 'etc/ssl/certs/', mode: 0o755 },
  { name: 'etc/ssl/certs/ca-certificates.crt', mode: 0o644, text: 'certificates' },
  { name: 'usr/', mode: 0o755 },
  { name: 'usr/share/', mode: 0o755 },
  { name: 'usr/share/zoneinfo/', mode: 0o755 },
  { name: 'usr/share/zoneinfo/UTC', mode: 0o644, text: 'TZif2' },
  { name: 'var/', mode: 0o755 },
  { name: 'var/lib/', mode: 0o755 },
  { name: 'var/lib/dpkg/', mode: 0o755 },
  {
    name: 'var/lib/dpkg/status',
    mode: 0o644,
    text:
      'Package: a\nStatus: install ok installed\nVersion: 1.0\n\n' +
      'Package: b\nStatus: hold ok installed\nVersion: 2.0\n\n' +
      'Package: c\nStatus: deinstall ok config-files\nVersion: 3.0\n',
  },
  { name: 'app/', mode: 0o755 },
  { name: 'app/node_modules/', mode: 0o755 },
  { name: 'app/node_modules/left/', mode: 0o755 },
  {
    name: 'app/node_modules/left/package.json',
    mode: 0o644,
    text: '{"name":"left","version":"1.2.3"}',
  },
];

/** CAP_NET_RAW, as the kernel keeps it: https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/capability.h (vfs_cap_data) */
const capability = `\x01\0\0\x02\0\x20${'\0'.repeat(14)}`;

const hiddenBytes = 200_000;
const shownBytes = 100_000;

/** Needs no base and runs nothing, so that every number of it is known by construction. */
const dockerfile = `FROM scratch
ADD made.tar /
COPY hidden /large
COPY shown /large
ENV API_TOKEN=none
USER 10001
`;

/** Writes the Dockerfile and what it copies. */
export async function writeMadeContext(folder: string): Promise<void> {
  const archive = pack();
  for (const { name, mode, text, linkTo, hardLinkTo } of entries) {
    const type =
      linkTo !== undefined
        ? 'symlink'
        : hardLinkTo !== undefined
          ? 'link'
          : name.endsWith('/')
            ? 'directory'
            : 'file';
    const linkname = linkTo ?? hardLinkTo ?? '';
    const pax = name === 'bin/capable' ? { 'SCHILY.xattr.security.capability': capability } : undefined;
    const header = { name, mode, type, linkname, pax } as const;
    if (text === undefined) archive.entry(header);
    else archive.entry(header, Buffer.from(text, 'latin1'));
  }
  archive.finalize();
  await writeFile(path.join(folder, 'made.tar'), await buffer(archive));
  await writeFile(path.join(folder, 'hidden'), Buffer.alloc(hiddenBytes, 'hidden'));
  await writeFile(path.join(folder, 'shown'), Buffer.alloc(shownBytes, 'shown'));
  await writeFile(path.join(folder, 'Dockerfile'), dockerfile);
}

/** What is in it, by hand. */
export const madeContents = {
  rootfsBytes: entries.reduce((sum, { text = '' }) => sum + text.length, shownBytes),
  wasteBytes: hiddenBytes,
  wastedFiles: 1,
  largestWaste: [{ path: '/large', bytes: hiddenBytes, layer: 1, hiddenBy: 2, how: 'replaced' }],
  surface: {
    osPackages: 2,
    osPackageNames: ['a 1.0', 'b 2.0'],
    languagePackages: 1,
    languagePackageNames: ['npm left 1.2.3'],
    executables: 6,
    executablePaths: ['busybox', 'capable', 'curl', 'elf', 'gcc', 'setgid', 'setuid'].map(
      (name) => `/bin/${name}`,
    ),
    elfFiles: 1,
    setuidFiles: 1,
    setgidFiles: 1,
    capabilityFiles: 1,
    worldWritableFiles: 2,
    shells: ['busybox'],
    packageManagers: [],
    compilers: ['gcc'],
    networkTools: ['curl'],
    runsAsRoot: false,
    caBundle: true,
    tzdata: true,
    secretLikeEnv: ['API_TOKEN'],
    notes: [],
  },
  notes: [],
} as const satisfies Partial<ImageContents>;

/** Names and links but no folders, layer by layer; a step without a layer has none. */
export const madeFiles = [entries.filter(({ name }) => !name.endsWith('/')).length, 1, 1, 0, 0];
