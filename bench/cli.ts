import { enableCompileCache } from 'node:module';
import {
  compiledName,
  privateTemporaryFolder,
} from '../src/engine/private/trust/private-temporary-folder.ts';

// Types are stripped once and not at every start, which costs 0.2 s and 20 MB. NODE_COMPILE_CACHE names another folder,
// NODE_DISABLE_COMPILE_CACHE wants none.
const folder = process.env['NODE_COMPILE_CACHE'] ?? privateTemporaryFolder(compiledName);
if (folder !== undefined) enableCompileCache(folder);
const { startAnew } = await import('./start-anew.ts');
await startAnew(process.argv.slice(2));
const { main } = await import('./main.ts');
process.exitCode = await main();
