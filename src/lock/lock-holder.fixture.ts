// A child process of lock.test.ts: takes the lock named on the command line, says what came of it, and holds it
// until its standard input ends.
import { acquireLock } from './lock.ts';

const [file = '', runId = ''] = process.argv.slice(2);
try {
  const lock = await acquireLock(file, { what: 'a test', runId });
  console.log('held');
  process.stdin.resume();
  process.stdin.on('end', () => void lock.release());
} catch (error) {
  console.log('refused', (error as Error).message);
}
