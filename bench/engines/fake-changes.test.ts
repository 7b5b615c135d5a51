import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fakeWorldOf } from '../context.ts';
import { definitions } from '../registry.ts';
import { changedSteps } from './fake-changes.ts';

test('an app whose files are gone is an error of the catalogue', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'stagebench-emptied-'));
  try {
    const world = { ...fakeWorldOf(definitions), contextOf: () => root };
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
