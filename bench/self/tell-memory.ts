import { appendFileSync } from 'node:fs';

/*
 * Preloaded (`node --import`) into a process whose memory is wanted: at its end it appends its peak resident set, in
 * bytes, to the file that STAGEBENCH_SELF_MEMORY names. Linux hands the peak of whoever starts a program on to it, so
 * that must be something small: hyperfine is.
 */
process.on('exit', () => {
  const file = process.env['STAGEBENCH_SELF_MEMORY'];
  if (file !== undefined) appendFileSync(file, `${process.resourceUsage().maxRSS * 1024}\n`);
});
