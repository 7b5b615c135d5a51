import { editLabel, folderLabel, runLabel } from '../../domain/labels.ts';
import type { Visit } from '../../domain/run/plan.ts';
import type { BuildRequest } from '../../engine/engine.ts';
import { coldMethodOf, editOf, imageTag, uniqueOf, type Workbench } from '../workbench.ts';

/**
 * A fresh namespace for cache mounts empties them without touching anybody else's; it goes with the whole chain, or
 * the warm build would look for other mounts than the cold one filled
 * (https://docs.docker.com/build/buildkit/configure/#build-arguments is silent; the argument is in BuildKit's Dockerfile frontend).
 */
export function buildRequest(bench: Workbench, visit: Visit, cold: boolean): BuildRequest {
  const { contextDir, dockerfile, bases, target, buildArgs, output, secrets, ssh, platform } =
    bench.inputs(visit);
  const request = {
    contextDir,
    dockerfile,
    bases,
    tag: imageTag(bench, visit),
    labels: {
      [runLabel]: bench.runId,
      ...(bench.folder !== undefined && { [folderLabel]: bench.folder }),
      ...(editOf(bench, visit) && { [editLabel]: uniqueOf(bench, visit) }),
    },
    ...(target !== undefined && { target }),
    ...(buildArgs && { buildArgs }),
    ...(output && { output }),
    ...(secrets && { secrets }),
    ...(ssh && { ssh }),
    ...(platform !== undefined && { platform }),
  };
  if (coldMethodOf(bench, visit) !== 'no-cache') return request;
  return {
    ...request,
    noCache: cold,
    buildArgs: {
      ...buildArgs,
      BUILDKIT_CACHE_MOUNT_NS: [bench.runId, visit.round, ...(bench.session ? [bench.session] : [])].join(
        '-',
      ),
    },
  };
}
