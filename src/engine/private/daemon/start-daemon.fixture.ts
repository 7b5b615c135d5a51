// A child process of daemon.test.itg.ts: starts the private engine as the bench would, and says what came of it.
import { privatePaths } from '../private-paths.ts';
import { startDaemon } from './start-daemon.ts';

const { pid, reused } = await startDaemon(privatePaths({ env: process.env }), { env: process.env });
console.log(JSON.stringify({ pid, reused }));
