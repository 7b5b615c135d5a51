import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { BuilderClient } from './builder-client.ts';

/** A client whose docker does what the script says, and the words with which it was called, one call an entry. */
export function scriptedClient(
  script: string,
  answerMs = 10_000,
): { readonly client: BuilderClient; readonly calls: () => string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-scripted-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const log = path.join(folder, 'calls');
  writeFileSync(log, '');
  writeFileSync(path.join(folder, 'docker'), `#!/bin/sh\necho "$*" >>${log}\n${script}\n`, { mode: 0o755 });
  return {
    client: {
      name: 'one',
      environment: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
      answerMs,
    },
    calls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
  };
}
