import { mkdir } from 'node:fs/promises';
import { execa } from 'execa';
import type { DockerEndpoint } from '../../src/engine/docker/connect/endpoint.ts';
import { dockerOn } from './docker-state.fixture.ts';

/** What other tools say of an image: docker, tar, gzip, sha256sum, wc, find, awk. */
export interface UnpackedImage {
  /** From the bottom. */
  readonly layers: readonly {
    readonly diffId: string;
    readonly sizeBytes: number;
    /** Entries but folders and whiteouts. */
    readonly files: number;
    /** Bytes of all regular files in it. */
    readonly fileBytes: number;
  }[];
  readonly rootfsBytes: number;
  readonly largestFileBytes: number[];
  readonly executables: number;
  readonly setuidFiles: number;
  readonly setgidFiles: number;
  readonly worldWritableFiles: number;
}

/** Unpacks an archive of `docker save`, and takes the compression off each file in it; digest, bytes and name of each. */
const unpackArchive = `docker save "$1" | tar -x
  find . -type f > ../names
  while read -r file; do
    if gzip -t "$file" 2>/dev/null; then gzip -dc "$file" > "$file.plain"; else cp "$file" "$file.plain"; fi
    echo "$(sha256sum < "$file.plain" | cut -d' ' -f1) $(wc -c < "$file.plain") $file.plain"
  done < ../names`;

/** Lays a layer over what is in rootfs: whiteouts first, as the specification says; never outside of it. */
const layOver = `tar -tf "$1" | grep -E '(^|/)\\.wh\\.[^/]*$' | while read -r mark; do
    folder="rootfs/$(dirname "$mark")"
    name="$(basename "$mark")"
    case "$(realpath "$folder")" in "$(realpath rootfs)"*) ;; *) exit 1 ;; esac
    if [ "$name" = .wh..wh..opq ]; then find "$folder" -mindepth 1 -delete; else rm -rf "$folder/\${name#.wh.}"; fi
  done
  tar -x --preserve-permissions --numeric-owner --exclude='.wh.*' -C rootfs -f "$1"`;

const countFiles = `tar -tvf "$1" | grep -v '^d' | grep -vcE '[ /]\\.wh\\.[^ /]*$' || true`;
const sumFiles = `tar -tv --numeric-owner -f "$1" | awk '/^-/ { sum += $3 } END { printf "%.0f", sum }'`;

/** One line for each file, however many names it has. */
const sizes = `find rootfs -type f -printf '%i %s\\n' | sort -u | cut -d' ' -f2`;
const count = (condition: string) => `find rootfs -mindepth 1 ${condition} -printf '%i\\n' | sort -u | wc -l`;

/** Saves an image of an engine, and lays its layers over each other in `folder`, which it makes. */
export async function unpackImage(
  endpoint: DockerEndpoint,
  image: string,
  folder: string,
): Promise<UnpackedImage> {
  await mkdir(`${folder}/rootfs`, { recursive: true });
  await mkdir(`${folder}/archive`);
  const env = { ...endpoint.environment, DOCKER_HOST: endpoint.host, LC_ALL: 'C' };
  const shell = async (cwd: string, script: string, ...words: string[]): Promise<string> =>
    (await execa('sh', ['-euc', script, 'sh', ...words], { env, cwd })).stdout;
  const number = async (script: string, ...words: string[]): Promise<number> =>
    Number(await shell(folder, script, ...words));

  const lines = (await shell(`${folder}/archive`, unpackArchive, image)).split('\n');
  const found = new Map(
    lines.map((line) => line.split(' ')).map(([hash, ...rest]) => [`sha256:${hash}`, rest]),
  );
  const diffIds = JSON.parse(
    await dockerOn(endpoint)('image', 'inspect', '--format', '{{json .RootFS.Layers}}', image),
  ) as string[];
  const layers = [];
  for (const diffId of diffIds) {
    const [bytes, file] = found.get(diffId) ?? [];
    if (file === undefined) throw new Error(`no file of the archive has the content of ${diffId}`);
    const tar = `archive/${file}`;
    await shell(folder, layOver, tar);
    const [files, fileBytes] = [await number(countFiles, tar), await number(sumFiles, tar)];
    layers.push({ diffId, sizeBytes: Number(bytes), files, fileBytes });
  }
  const all = (await shell(folder, sizes)).split('\n').map(Number);
  return {
    layers,
    rootfsBytes: all.reduce((sum, bytes) => sum + bytes, 0),
    largestFileBytes: all.toSorted((a, b) => b - a).slice(0, 20),
    executables: await number(count('-type f -perm /111')),
    setuidFiles: await number(count('-type f -perm -4000')),
    setgidFiles: await number(count('-type f -perm -2000')),
    worldWritableFiles: await number(count("-perm -002 '(' -type f -o -type d ! -perm -1000 ')'")),
  };
}
