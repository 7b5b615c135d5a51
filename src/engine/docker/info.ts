import type Dockerode from 'dockerode';
import type { EngineInfo, EngineKind } from '../../domain/engine-info.ts';
import { StagebenchError } from '../../domain/errors.ts';
import { execaInTime } from '../../node/execa-in-time.ts';
import { request } from './connect/api-error.ts';
import type { DockerEndpoint } from './connect/endpoint.ts';
import { checkRequirements, type EngineNeeds } from './requirements.ts';

/** How long `docker buildx version` may take; ms. */
const versionMs = 20_000;

/** Reads what the rows say about an engine. Throws ENGINE_LOST; for building also ENGINE_TOO_OLD or BUILDX_MISSING. */
export async function readEngineInfo(
  kind: EngineKind,
  docker: Dockerode,
  endpoint: DockerEndpoint,
  needs: EngineNeeds = 'building',
): Promise<EngineInfo> {
  const version = await request('tell its version', () => docker.version());
  const buildx = needs === 'building' ? await buildxVersion(endpoint) : undefined;
  if (needs === 'building')
    checkRequirements({ version: version.Version, apiVersion: version.ApiVersion, buildxVersion: buildx });
  const info = (await request('describe itself', () => docker.info())) as {
    ID: string;
    Driver: string;
    DriverStatus?: [string, string][] | null;
    KernelVersion: string;
    OperatingSystem: string;
    Architecture: string;
    NCPU: number;
    MemTotal: number;
  };
  const networks = await request('list its networks', () => docker.listNetworks());
  const containerd = (info.DriverStatus ?? []).some(
    ([key, value]) => key === 'driver-type' && value.includes('containerd'),
  );
  return {
    kind,
    id: info.ID,
    version: version.Version,
    apiVersion: version.ApiVersion,
    buildxVersion: buildx ?? '',
    builder: endpoint.builder,
    imageStore: containerd ? 'containerd' : 'graphdriver',
    storageDriver: info.Driver,
    kernel: info.KernelVersion,
    operatingSystem: info.OperatingSystem,
    architecture: info.Architecture,
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
    hostNetworkOnly: !networks.some((network) => network.Driver === 'bridge'),
  };
}

/** Undefined if the docker CLI has no buildx. Throws BUILDX_MISSING if there is no docker CLI at all. */
async function buildxVersion(endpoint: DockerEndpoint): Promise<string | undefined> {
  const result = await execaInTime('docker', ['buildx', 'version'], {
    ...{ env: endpoint.environment, reject: false, stdin: 'ignore', timeout: versionMs },
  });
  if (result.timedOut)
    throw new StagebenchError(
      'BUILDX_MISSING',
      `\`docker buildx version\` did not end within ${versionMs / 1000} s.`,
    );
  if (result.code === 'ENOENT')
    throw new StagebenchError('BUILDX_MISSING', 'There is no docker CLI on the PATH.');
  if (result.failed) return undefined;
  return /v?(\d+\.\d+\.\d+\S*)/.exec(result.stdout)?.[1];
}
