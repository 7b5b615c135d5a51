// A child process of start-registry.test.itg.ts: starts a registry as the bench would, says where, and waits to be killed.
import { startRegistry } from './start-registry.ts';

const [program = '', parent = ''] = process.argv.slice(2);
const { host } = await startRegistry({ program, parent, env: process.env });
console.log(host);
setInterval(() => undefined, 2 ** 31 - 1);
