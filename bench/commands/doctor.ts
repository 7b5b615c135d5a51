import path from 'node:path';
import { defineCommand } from '../command-spec.ts';
import { json } from '../options/output.ts';
import { results } from '../options/runs.ts';

export const command = defineCommand({
  usage: 'doctor',
  order: 15,
  describe: 'Check this machine: what is there, what is missing, what to do',
  options: [json, results],
  examples: [['doctor', 'Only looks; changes nothing']],
  resolve: ({ json, results }) => ({ json, results: path.resolve(results) }),
  run: async (job, context) => (await import('./doctor/run.ts')).doctor(job, context),
});
