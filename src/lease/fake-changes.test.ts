import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { AppDefinition } from '../domain/definitions/app.ts';
import { changedSteps } from './fake-changes.ts';

const app: AppDefinition = {
  ...{ id: 'go', title: 'Go', context: '.', port: 8080 },
  ...{ lockfiles: [], healthPath: '/health', healthAnswer: {}, workPath: '/work', workAnswer: {} },
  edits: [{ kind: 'source', files: ['main.go'], apply: (_, text) => text }],
};

test('an app whose files are gone is an error of the catalogue', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'stagebench-emptied-'));
  try {
    const world = { apps: [app], strategies: [], contextOf: () => root, interrupt: () => {}, kill: () => {} };
    const request = {
      ...{ dockerfile: path.join(root, 'slim', 'go.Dockerfile'), contextDir: root, tag: 'x:1' },
      ...{ bases: new Map(), labels: {} },
    };
    expect(() => changedSteps(world)(request)).toThrow(
      expect.objectContaining({ name: 'StagebenchError', code: 'EDIT_FAILED' }),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
