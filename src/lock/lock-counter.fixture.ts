// A child process of lock.test.ts: adds one to the number in a file, many times, each time under the lock. The reading
// and the writing are apart, so that a lock that two can hold at once loses additions.
import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { withLock } from './with-lock.ts';

const [lockFile = '', counterFile = '', times = '0'] = process.argv.slice(2);
for (let done = 0; done < Number(times); done++) {
  await withLock(lockFile, { what: 'counting' }, { timeoutMs: 60_000 }, async () => {
    const count = Number(readFileSync(counterFile, 'utf8'));
    await setImmediate();
    writeFileSync(counterFile, String(count + 1));
  });
}
