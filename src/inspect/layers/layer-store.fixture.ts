import { readdirSync } from 'node:fs';
import { LayerStore } from './layer-store.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';

/** A store in a folder of its own, which is removed when the test is over. */
export const temporaryLayers = (): Promise<LayerStore> => LayerStore.open(temporaryFolder(), 0);

/** The recordings below a folder that nobody has ended. */
export const unfinished = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.tmp'));
