import { appendFileSync } from 'node:fs';
import { peakMemory } from '../../src/node/peak-memory.ts';

/*
 * Preloaded (`node --import`) into a process whose memory is wanted: at its end it appends its peak resident set, in
 * bytes, to the file that STAGEBENCH_SELF_MEMORY names.
 */
process.on('exit', () => {
  const file = process.env['STAGEBENCH_SELF_MEMORY'];
  if (file !== undefined) appendFileSync(file, `${peakMemory()}\n`);
});
