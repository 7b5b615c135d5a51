import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { selection } from '../../src/plan/selection.ts';
import { definitions } from '../registry.ts';
import { refuseUndelayable, writeTransformed } from './injected-delays.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-planted-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a Dockerfile that cannot take a sleep is refused before anything is built', () => {
  const selected = selection(definitions, { suite: 'planted', strategies: ['single-stage'] });
  const file = (name: string) => path.join(folder, name);
  const files = (name: string) => [
    {
      variant: { app: 'go', strategy: 'single-stage-plus-5' },
      dockerfile: file(name),
      bases: { names: [], buildNames: [], finalBase: 'a' },
    },
  ];

  test.each([
    ['two stages may run side by side', 'FROM a AS b\nRUN one\nFROM c\nRUN two\n'],
    ['there is no RUN', 'FROM a\nCMD ["x"]\n'],
  ])('because %s', async (_, text) => {
    writeFileSync(file('Dockerfile'), text);
    await expect(refuseUndelayable(files('Dockerfile'), selected)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(file('Dockerfile')),
    });
  });

  test('one stage with a RUN is fine', async () => {
    writeFileSync(file('Dockerfile'), 'FROM a\nRUN one\n');
    await expect(refuseUndelayable(files('Dockerfile'), selected)).resolves.toBeUndefined();
  });
});

test('what an arm appends is built, kept with the run, and changes no other file', async () => {
  writeFileSync(path.join(folder, 'Plain'), 'FROM a AS runtime\n');
  const text = 'FROM runtime AS checked\nRUN two\n';
  const arms = selection(definitions, { suite: 'default', strategies: ['slim', 'scratch'] }).arms;
  const [slim, scratch] = [arms.get('slim'), arms.get('scratch')];
  if (slim === undefined || scratch === undefined) throw new Error('not selected');
  const changed = new Map([
    ['slim', { ...slim, transform: { kind: 'append', text } as const }],
    ['scratch', scratch],
  ]);
  const files = ['slim', 'scratch'].map((strategy) => ({
    variant: { app: 'go', strategy },
    dockerfile: path.join(folder, 'Plain'),
    bases: { names: [], buildNames: [], finalBase: 'a' },
  }));
  const written = await writeTransformed(folder, files, { arms: changed }, undefined);
  expect(written.map(({ dockerfile }) => path.relative(folder, dockerfile))).toEqual([
    'dockerfiles/slim/go.Dockerfile',
    'Plain',
  ]);
  expect(readFileSync(path.join(folder, 'dockerfiles/slim/go.Dockerfile'), 'utf8')).toBe(
    `FROM a AS runtime\n${text}`,
  );
});
