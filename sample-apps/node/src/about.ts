import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Shown by /health, so that a running service tells which sources it was built from. */
const revision = 'unedited';

const manifest = z.object({ version: z.string() });

/** What /health answers. The version is the manifest's, one folder up from src/ and dist/ alike. */
export function about() {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = manifest.parse(JSON.parse(text));
  return { app: 'node', version, runtime: process.version, revision };
}
