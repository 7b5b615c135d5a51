import { defineCommand } from '../command-spec.ts';
import { runOptions } from './run/options.ts';

const exitCodes =
  'Exit codes: 0 ok; 1 some cells failed or lack samples; 2 usage or environment; 130 interrupted. ' +
  'A cell with fewer rounds because of --until or --budget is complete: 0.';
const prime =
  'A prime is an untimed build that fills the cache for warm and edit builds. A round that has no cold build of the ' +
  'variant needs one. It takes as long as a cold build.';

export const command = defineCommand({
  usage: 'run',
  order: 1,
  isDefault: true,
  describe: 'Build every selected variant in every scenario, and record it (default)',
  notes: `${prime}\n${exitCodes}`,
  options: runOptions,
  examples: [
    ['run --provision', 'Every cell; fetches a private engine if there is none'],
    ['run --apps go --strategies slim,alpine --rounds 5', 'Only two strategies of one app'],
    ['run --project ../my-app', 'The Dockerfiles of your own project, in place of the samples'],
    ['run --scenarios cold,warm', 'Short: no edits'],
    ['run --suite aa --apps go', 'Each Dockerfile twice: no difference may be found'],
    ['run --budget 20m', 'As many rounds of each cell as fit into 20 minutes'],
    ['run --until 3%', 'Rounds until the 95 % interval of every cell is ± 3 % or less'],
    ['run --shard 2/3', 'The second of three parts of the plan; merge joins them'],
    ['run --transfer --bandwidth 100mbit', 'Also push and pull time of each image'],
    ['run --scan trivy', 'Also known vulnerabilities; needs Trivy or its image'],
    ['run --resume', 'Go on with the newest interrupted or killed run'],
    ['run --resume --rounds 7', 'Go on with the newest run, finished or not: 7 rounds of each cell in all'],
    ['run --engine fake', 'The whole program without Docker; times are made up'],
  ],
  resolve: async (values, known) =>
    (await import('../arguments/resolve/run-request.ts')).runRequest(values, known),
  run: async (job, context) => (await import('./run/run.ts')).run(job, context),
});
