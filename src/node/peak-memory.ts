import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has held, in bytes: its peak resident set. Linux hands the peak of getrusage on from
 * whoever starts a program (https://man7.org/linux/man-pages/man2/getrusage.2.html), so that a small program started by a
 * large one would seem large; that of /proc is of the program alone.
 */
export function peakMemory(): number {
  return ownPeak() ?? process.resourceUsage().maxRSS * 1024;
}

function ownPeak(): number | undefined {
  let status = '';
  try {
    status = readFileSync('/proc/self/status', 'latin1');
  } catch {
    return undefined;
  }
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
