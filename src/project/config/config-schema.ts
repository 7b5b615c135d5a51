import { z } from 'zod';
import { uniqueMark } from './config-words.ts';
import { answerFields, command, port, seconds, text, variables } from './schema-values.ts';
import { serviceSchema } from './service-schema.ts';

/** Of what the file may say. A file of a newer one is refused: what it says would be ignored. */
export const configVersion = 1;

const buildSettings = {
  args: variables.optional().describe('Build arguments, as `docker build --build-arg` takes them.'),
  target: text.optional().describe('The stage to build. The last one if absent.'),
  secrets: z
    .array(text)
    .optional()
    .describe(
      'As `docker build --secret` takes them: id=NAME,src=FILE or id=NAME,env=VARIABLE. FILE is relative to the folder of the project. The value is recorded nowhere.',
    ),
  ssh: z
    .array(text)
    .optional()
    .describe('As `docker build --ssh` takes them. Paths are relative to the folder of the project.'),
  platform: text.optional().describe('As `docker build --platform` takes it: linux/amd64.'),
};

const steps = z
  .array(text)
  .describe(
    'The first step of each stage that the edit re-runs, as `[stage] INSTRUCTION`, cut off anywhere. What follows it in its stage runs again, too.',
  );

const variant = z.union([
  text,
  z.strictObject({
    dockerfile: text.describe('Relative to the folder of the project.'),
    ...buildSettings,
    reruns: z
      .strictObject({ source: steps.optional(), deps: steps.optional() })
      .optional()
      .describe('Which steps each edit re-runs. What is absent is learned from the first edited build.'),
  }),
]);

const health = z.union([
  z.enum(['listens', 'runs', 'healthcheck']),
  z.string().startsWith('/', 'it is no path from /, and none of listens, runs, healthcheck'),
  z.strictObject(answerFields),
]);

const fileEdit = z.strictObject({
  file: text.describe('Relative to the context.'),
  text: z
    .string()
    .refine((said) => said.includes(uniqueMark), `it has no ${uniqueMark}, so two edits would be alike`)
    .optional()
    .describe(
      `What is written, with ${uniqueMark} for what differs each time. A remark in the language of the file if absent.`,
    ),
  replace: text
    .optional()
    .describe('The text of the file that `text` takes the place of. `text` is a line at the end if absent.'),
});

const edit = z.union([text, fileEdit, z.array(z.union([text, fileEdit])).min(1, 'it names no file')]);

/** All that stagebench.json may say. The published schema and the types of this program are made from it. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where editors find this schema.'),
    version: z
      .int()
      .min(1)
      .optional()
      .describe(`The version of this file: ${configVersion}, also if absent.`),
    variants: z
      .record(z.string(), variant)
      .refine((said) => Object.keys(said).length > 0, 'it names no Dockerfile')
      .optional()
      .describe('The Dockerfiles that are compared, by name. All that are found if absent.'),
    context: text.optional().describe('The folder of the project that is the build context of all variants.'),
    ...buildSettings,
    map: z
      .record(z.string(), text)
      .optional()
      .describe('By the name in FROM, the base that is taken in its place. Rows say substitute.'),
    environment: variables.optional().describe('Variables of the app when it is started.'),
    services: z
      .record(z.string(), serviceSchema)
      .optional()
      .describe(
        'What the app needs to start, such as a database. By the name at which the app reaches it, in the order in which they are started.',
      ),
    command: command.optional().describe("In place of the image's own command."),
    port: port.optional().describe('That the app listens on. EXPOSE if absent.'),
    health: health
      .optional()
      .describe(
        'What shows that the app works: a path that answers below 400, or with a status and a body; `listens`: its port takes connections; `runs`: it still runs after 2 s, or has ended with exit code 0; `healthcheck`: that of the image.',
      ),
    user: text.optional().describe('Whom the app runs as, as `docker run --user` takes it.'),
    volumes: z
      .array(z.string().startsWith('/', 'it is no path from /'))
      .optional()
      .describe('Paths in the container at which an empty volume lies.'),
    startTimeoutSeconds: seconds
      .optional()
      .describe('How long the app may take until it works. 90 if absent.'),
    edits: z
      .strictObject({
        source: edit.optional().describe('What edit-source changes.'),
        deps: edit.optional().describe('What edit-deps changes.'),
      })
      .optional()
      .describe('What the edits change, by file and text. What is absent is found out.'),
  })
  .meta({ title: 'stagebench.json', description: 'How `stagebench run --project` measures a project.' });

export type ProjectConfig = z.output<typeof configSchema>;

/** The published schema, as JSON Schema 2020-12. */
export const publishedSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(configSchema, { io: 'input' }), null, 2)}\n`;
