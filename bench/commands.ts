import path from 'node:path';
import { basesOptions, planOptions, runOptions } from './arguments/run-options.ts';
import { command, type CommandSpec } from './command-spec.ts';

const exitCodes =
  'Exit codes: 0 ok; 1 some cells failed or lack samples; 2 usage or environment; 130 interrupted. ' +
  'A cell with fewer rounds because of --until or --budget is complete: 0.';
const prime =
  'A prime is an untimed build that fills the cache for warm and edit builds. A round that has no cold build of the ' +
  'variant needs one. It takes as long as a cold build.';

/** Each command's code is loaded only when it runs: help and dry runs stay quick. */
export const commands: readonly CommandSpec[] = [
  command({
    usage: 'run',
    isDefault: true,
    describe: 'Build every selected variant in every scenario, and record it (default)',
    notes: `${prime}\n${exitCodes}`,
    options: runOptions,
    examples: [
      ['run --provision', 'All 72 cells; fetches a private engine if there is none'],
      ['run --apps go --strategies slim,alpine --rounds 5', 'Only two strategies of one app'],
      ['run --scenarios cold,warm', 'Short: no edits'],
      ['run --suite aa --apps go', 'Each Dockerfile twice: no difference may be found'],
      ['run --budget 20m', 'As many rounds of each cell as fit into 20 minutes'],
      ['run --until 3%', 'Rounds until the 95 % interval of every cell is ± 3 % or less'],
      ['run --transfer --bandwidth 100mbit', 'Also push and pull time of each image'],
      ['run --scan trivy', 'Also known vulnerabilities; needs Trivy or its image'],
      ['run --resume', 'Go on with the newest interrupted or killed run'],
      ['run --engine fake', 'The whole program without Docker; times are made up'],
    ],
    resolve: async (values, known) =>
      (await import('./arguments/resolve/run-request.ts')).runRequest(values, known),
    run: async (job, context) => (await import('./commands/run.ts')).run(job, context),
  }),
  command({
    usage: 'plan',
    describe: 'Print what run would build, and in which order',
    options: planOptions,
    examples: [
      ['plan --apps go --seed 7', 'The order that seed 7 gives'],
      ['plan --budget 1h', 'How many rounds fit into an hour, by the times of an earlier run'],
    ],
    resolve: async (values, known) =>
      (await import('./arguments/resolve/plan-job.ts')).planJob(values, known),
    run: async (job, context) => (await import('./commands/plan.ts')).planCommand(job, context),
  }),
  command({
    usage: 'report',
    describe: 'Print the table of a recorded run again; needs no engine',
    options: ['results', 'run', 'baseline', 'json'],
    examples: [
      ['report --run results/latest', 'The newest finished run'],
      ['report --baseline slim', 'The same numbers; every strategy is compared with slim'],
    ],
    resolve: ({ results, run, baseline, json }) => ({ results: path.resolve(results), run, baseline, json }),
    run: async (job, context) => (await import('./commands/report.ts')).report(job, context),
  }),
  command({
    usage: 'compare <a> <b>',
    positionals: { a: 'word', b: 'word' },
    describe: 'Print what changed from A to B (two runs, or two cells); needs no engine',
    notes:
      'A and B are runs (folder, id or latest), cells (RUN:app/strategy/scenario) or all scenarios of a variant ' +
      '(RUN:app/strategy). Without RUN, a cell belongs to the newest finished run.',
    options: ['results', 'force', 'json'],
    examples: [
      ['compare results/published/default latest', 'Two runs, cell by cell'],
      ['compare results/published/default latest --force', 'Even if engine, machine or bases differ'],
      ['compare go/slim/cold go/alpine/cold', 'Two cells of the newest run'],
      ['compare results/published/default:go/slim latest:go/slim', 'One variant before and after'],
    ],
    resolve: ({ a, b, results, force, json }) => ({ a, b, results: path.resolve(results), force, json }),
    run: async (job, context) => (await import('./commands/compare.ts')).compare(job, context),
  }),
  command({
    usage: 'inspect <images..>',
    positionals: { images: 'words' },
    describe:
      'Print what is in images (bytes, layers, waste, attack surface): images of an engine, or `docker save` files',
    notes:
      'Each word names a file (docker save, OCI; compressed or not), standard input (-), or else an image. Files and ' +
      'standard input need no engine. Two images are compared. Images are read, never unpacked or started.',
    options: ['base', 'platform', 'scan', 'engine', 'json', 'quiet'],
    examples: [
      ['inspect debian:13', 'An image of your engine'],
      ['inspect ./image.tar', 'A file that docker save wrote; needs no engine'],
      ['inspect - < image.tar', 'Standard input'],
      ['inspect old.tar new.tar', 'Side by side, with the names that only one of them has'],
      ['inspect app:1 --base node:24-slim', 'Splits own layers from base layers'],
      ['inspect app.tar --platform linux/arm64', 'One platform of a file that has several'],
      ['inspect app:1 --scan trivy', 'Also known vulnerabilities; needs Trivy or its image'],
      ['inspect app:1 --json', 'JSON whose keys are the columns of images.csv'],
    ],
    resolve: ({ images, base, platform, scan, engine, json, quiet }) => ({
      images,
      base,
      platform,
      scan,
      engine,
      json,
      quiet,
    }),
    run: async (job, context) => (await import('./commands/inspect.ts')).inspect(job, context),
  }),
  command({
    usage: 'tables',
    describe: 'Write the generated tables into the docs from a published run',
    options: ['check', 'run'],
    examples: [
      ['tables --run results/latest', 'Publish the newest run and write its tables'],
      ['tables --check', 'Fail if a generated table is stale'],
    ],
    resolve: ({ check, run }) => ({ check, publish: run === undefined ? undefined : path.resolve(run) }),
    run: async (job, context) => (await import('./commands/tables.ts')).tables(job, { ...context, commands }),
  }),
  command({
    usage: 'engine <action>',
    positionals: { action: 'word' },
    describe: 'Start, stop or show the private engine: up, down or status',
    options: ['provision', 'all', 'json', 'quiet'],
    examples: [
      ['engine up --provision', 'Fetch it if it is not there, and start it'],
      ['engine down', 'Stop it; its images and cache stay'],
    ],
    resolve: ({ action, provision, all, json, quiet }) => ({ action, provision, all, json, quiet }),
    run: async (job, context) => (await import('./commands/engine.ts')).engine(job, context),
  }),
  command({
    usage: 'bases <action>',
    positionals: { action: 'word' },
    describe: 'List or build the base images',
    options: basesOptions,
    examples: [
      ['bases list', 'Name, source, digest, size beside the published size'],
      ['bases build --apps go --provision', 'Only the bases of the go variants'],
    ],
    resolve: async (values, known) =>
      (await import('./arguments/resolve/bases-job.ts')).basesJob(values, known),
    run: async (job, context) => (await import('./commands/bases.ts')).bases(job, context),
  }),
  command({
    usage: 'doctor',
    describe: 'Check this machine: what is there, what is missing, what to do',
    options: ['json', 'results'],
    examples: [['doctor', 'Only looks; changes nothing']],
    resolve: ({ json, results }) => ({ json, results: path.resolve(results) }),
    run: async (job, context) => (await import('./commands/doctor.ts')).doctor(job, context),
  }),
  command({
    usage: 'clean',
    describe:
      'Remove what runs left on the engine; with --all also the bases, the private engine and its data',
    options: ['engine', 'all', 'quiet'],
    examples: [
      ['clean', 'Containers and images of earlier runs'],
      ['clean --all', 'Everything that Stagebench ever made, except results'],
    ],
    resolve: ({ engine, all, quiet }) => ({ engine, all, quiet }),
    run: async (job, context) => (await import('./commands/clean.ts')).clean(job, context),
  }),
];
