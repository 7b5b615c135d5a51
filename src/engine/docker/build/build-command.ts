import type { BuildRequest } from '../../engine.ts';

/** The command that is timed: what a person would type, with the bases mapped and attestations off. */
export function buildCommand(
  request: BuildRequest,
  settings: { builder: string; hostNetwork: boolean; idFile: string },
): string[] {
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
    ...[...request.bases].flatMap(([name, ref]) => ['--build-context', `${name}=docker-image://${ref}`]),
    ...pairs('--label', Object.entries(request.labels)),
    ...(request.output === undefined ? [] : ['--output', outputOf(request.output)]),
    ...['--iidfile', settings.idFile],
    ...['--tag', request.tag],
    ...['--file', request.dockerfile],
    request.contextDir,
  ];
}

/** `docker` is what buildx takes by itself where the engine builds (https://docs.docker.com/build/exporters/). */
const outputOf = (attributes: NonNullable<BuildRequest['output']>): string =>
  ['type=docker', ...Object.entries(attributes).map(([key, value]) => `${key}=${value}`)].join(',');
