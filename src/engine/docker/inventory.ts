import type Dockerode from 'dockerode';
import type { EngineInventory } from '../engine.ts';
import { readBuildCache } from './build/build-cache.ts';
import { request } from './connect/api-error.ts';

/** Lists what is on the engine, sorted, so that two inventories can be compared line by line. */
export async function readInventory(docker: Dockerode): Promise<EngineInventory> {
  const [images, containers, volumes, records] = await Promise.all([
    request('list images', () => docker.listImages({ all: false })),
    request('list containers', () => docker.listContainers({ all: true })),
    request('list volumes', () => docker.listVolumes()),
    readBuildCache(docker),
  ]);
  return {
    images: images.map((image) => [image.Id, ...(image.RepoTags ?? []).toSorted()].join(' ')).toSorted(),
    containers: containers.map((container) => `${container.Id} ${container.State}`).toSorted(),
    volumes: volumes.Volumes.map((volume) => volume.Name).toSorted(),
    cacheRecords: records.map(({ ID }) => ID).toSorted(),
  };
}
