import { runOptions } from '../arguments/run-options.ts';
import { defineCommand } from '../command-spec.ts';

const exitCodes =
  'Exit codes: 0 ok; 1 some cells failed or lack samples; 2 usage or environment; 130 interrupted. ' +
  'Fewer rounds by --until or --budget are the plan: 0.';
const prime =
  'A prime is an untimed build that fills the cache for warm and edit builds, in rounds without a cold build of the ' +
  'variant; it takes as long as one.';

export const command = defineCommand({
  usage: 'run',
  order: 1,
  isDefault: true,
  describe: 'Build every selected variant in every scenario, and record it (default)',
  notes: `${prime}\n${exitCodes}`,
  options: runOptions,
  examples: [
    ['run --provision', 'All 72 cells; brings its own engine if there is none'],
    ['run --apps go --strategies slim,alpine --rounds 5', 'A question about two strategies'],
    ['run --scenarios cold,warm', 'The short one: no edits'],
    ['run --suite aa --apps go', 'The same Dockerfiles twice: no difference must be found'],
    ['run --budget 20m', 'As many rounds of each cell as fit into 20 minutes'],
    ['run --until 3%', 'Rounds until the 95 % interval of every cell is ± 3 % or less'],
    ['run --transfer --bandwidth 100mbit', 'Also what pushing and pulling each image takes'],
    ['run --scan trivy', 'Also known vulnerabilities, where there is Trivy or its image'],
    ['run --resume', 'Goes on with the newest run that was interrupted or died'],
    ['run --engine fake', 'Shows the whole program without Docker'],
  ],
  resolve: async (values, known) =>
    (await import('../arguments/resolve/run-request.ts')).runRequest(values, known),
  run: async (job, context) => (await import('./run/run.ts')).run(job, context),
});
