import type { BuildRequest } from '../../engine.ts';

/** Who builds, and where its image goes. */
export interface BuildTarget {
  readonly builder: string;
  readonly hostNetwork: boolean;
  /** The file that gets the image as an OCI archive; absent where the engine that builds keeps it. */
  readonly archive?: string;
}

/** The command that is timed: what a person would type, with the bases mapped and attestations off. */
export function buildCommand(request: BuildRequest, settings: BuildTarget & { idFile: string }): string[] {
  const pairs = (flag: string, values: Iterable<readonly [string, string]>) =>
    [...values].flatMap(([key, value]) => [flag, `${key}=${value}`]);
  return [
    'buildx',
    'build',
    ...['--builder', settings.builder],
    '--progress=rawjson',
    '--provenance=false',
    '--sbom=false',
    ...(settings.hostNetwork ? ['--network=host'] : []),
    ...(request.noCache ? ['--no-cache'] : []),
    ...(request.target === undefined ? [] : ['--target', request.target]),
    ...pairs('--build-arg', Object.entries(request.buildArgs ?? {})),
    ...(request.platform === undefined ? [] : ['--platform', request.platform]),
    ...(request.secrets ?? []).flatMap((secret) => ['--secret', secret]),
    ...(request.ssh ?? []).flatMap((key) => ['--ssh', key]),
    ...[...request.bases].flatMap(([name, ref]) => ['--build-context', `${name}=${contextOf(ref)}`]),
    ...pairs('--label', Object.entries(request.labels)),
    ...(request.cacheTo === undefined ? [] : ['--cache-to', request.cacheTo]),
    ...(request.cacheFrom === undefined ? [] : ['--cache-from', request.cacheFrom]),
    ...outputOf(request, settings.archive),
    ...['--iidfile', settings.idFile],
    ...['--tag', request.pushTo ?? request.tag],
    ...['--file', request.dockerfile],
    request.contextDir,
  ];
}

/** An image of the engine, or one that lies elsewhere. */
const contextOf = (ref: string): string => (ref.includes('://') ? ref : `docker-image://${ref}`);

/** `docker` is what buildx takes by itself where the engine builds (https://docs.docker.com/build/exporters/). */
function outputOf({ output: attributes, pushTo }: BuildRequest, archive: string | undefined): string[] {
  if (pushTo !== undefined) return ['--output', 'type=image,push=true'];
  if (attributes === undefined && archive === undefined) return [];
  const first = archive === undefined ? ['type=docker'] : ['type=oci', `dest=${archive}`];
  return [
    '--output',
    [...first, ...Object.entries(attributes ?? {}).map((pair) => pair.join('='))].join(','),
  ];
}
