import { describe, expect, test } from 'vitest';
import { filesApp, twinOf } from './experiment.ts';

const folder = 'bench/experiments/order';
const words = { id: 'copy-everything', title: 'COPY . . first' };

describe('the Dockerfile of a twin lies in the folder of its experiment', () => {
  test('by its own name, where it is built of one app', () => {
    const { dockerfile, dockerfilesOf } = twinOf(folder, { ...words, apps: ['order'] });
    expect(dockerfile?.('order')).toBe('bench/experiments/order/copy-everything.Dockerfile');
    expect(dockerfilesOf).toBe('copy-everything');
  });

  test('by its own name and that of the app, where it is built of several', () => {
    const { dockerfile } = twinOf(folder, { ...words, apps: ['node', 'go'] });
    expect(dockerfile?.('go')).toBe('bench/experiments/order/copy-everything.go.Dockerfile');
  });

  test('by another name, where two twins are built of one file', () => {
    const { dockerfile } = twinOf(folder, { ...words, apps: ['order'], file: 'both' });
    expect(dockerfile?.('order')).toBe('bench/experiments/order/both.Dockerfile');
  });

  test('nowhere, where it is built of the Dockerfiles of a strategy', () => {
    const twin = twinOf(folder, { ...words, apps: ['node'], dockerfilesOf: 'slim' });
    expect(twin).toMatchObject({ dockerfilesOf: 'slim' });
    expect(twin.dockerfile).toBeUndefined();
  });
});

test('an app of files is started by nobody', () => {
  const app = filesApp(folder, { id: 'order', title: 'some files', edits: [] });
  expect(app).toMatchObject({ id: 'order', folder, context: 'app', isNotStarted: true });
});
