import type { AppDefinition } from '../../domain/definitions/app.ts';
import type { AppContainer, ContainerRequest, Engine } from '../../engine/engine.ts';
import type { StartRequest } from './start-request.ts';

/** Creates a container of the image and hands it over; whatever comes of that, it is removed. */
export async function withContainer<T>(
  engine: Engine,
  { image, app, labels, hosts }: StartRequest,
  use: (container: AppContainer) => Promise<T>,
): Promise<T> {
  const container = await engine.createContainer(containerOf(image, labels, app, hosts));
  try {
    return await use(container);
  } finally {
    await container.remove();
  }
}

function containerOf(
  image: string,
  labels: StartRequest['labels'],
  { port, project }: AppDefinition,
  hosts: StartRequest['hosts'],
): ContainerRequest {
  if (project === undefined) return { image, port, labels };
  const { command, environment, user, volumes } = project.start;
  return {
    ...{ image, labels },
    ...(port !== 0 && { port }),
    asIs: {
      ...(command && { command }),
      ...(environment && { environment }),
      ...(user !== undefined && { user }),
      ...(volumes && { volumes }),
      ...(hosts && { hosts }),
    },
  };
}
