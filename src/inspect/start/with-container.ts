import type { AppContainer, Engine } from '../../engine/engine.ts';
import type { StartRequest } from './start-request.ts';

/** Creates a container of the image and hands it over; whatever comes of that, it is removed. */
export async function withContainer<T>(
  engine: Engine,
  { image, app, labels }: StartRequest,
  use: (container: AppContainer) => Promise<T>,
): Promise<T> {
  const container = await engine.createContainer({ image, port: app.port, labels });
  try {
    return await use(container);
  } finally {
    await container.remove();
  }
}
