import { z } from 'zod';
import { answerFields, command, port, seconds, text, variables } from './schema-values.ts';

const ready = z.union([
  z.enum(['listens', 'runs', 'healthcheck']),
  z.string().startsWith('/', 'it is no path from /, and none of listens, runs, healthcheck'),
  z
    .strictObject({
      ...{ ...answerFields, path: answerFields.path.optional() },
      command: command.optional().describe('Run in the container again and again, until its exit code is 0.'),
    })
    .refine(
      ({ path, command: run }) => (path === undefined) !== (run === undefined),
      'it has to name either a path or a command',
    ),
]);

/** What stagebench.json says of a service. */
export const serviceSchema = z
  .strictObject({
    image: text
      .optional()
      .describe('An image of the engine, a base, or one of a registry. Else a Dockerfile is named.'),
    dockerfile: text.optional().describe('Relative to the folder of the project. In place of an image.'),
    context: text
      .optional()
      .describe(
        'The build context, relative to the folder of the project. The folder of the Dockerfile if absent.',
      ),
    args: variables.optional().describe('Build arguments, as `docker build --build-arg` takes them.'),
    target: text.optional().describe('The stage to build. The last one if absent.'),
    command: command.optional().describe("In place of the image's own command."),
    environment: variables.optional().describe('Variables of the service.'),
    port: port.optional().describe('That the service listens on.'),
    ready: ready
      .optional()
      .describe(
        'What shows that it is ready: `listens`: its port takes connections (so if absent); a path that answers below 400, or with a status and a body; a command that ends with exit code 0; `healthcheck`: that of the image; `runs`: it still runs after 2 s.',
      ),
    timeoutSeconds: seconds.optional().describe('How long it may take until it is ready. 60 if absent.'),
  })
  .refine(
    ({ image, dockerfile }) => (image === undefined) !== (dockerfile === undefined),
    'it has to name either an image or a dockerfile',
  );
