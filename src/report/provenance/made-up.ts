import type { RunManifest } from '../../record/manifest.ts';

/** The fake engine measures nothing: what it makes up says nothing of this machine. */
export const isMadeUp = ({ engine }: Pick<RunManifest, 'engine'>): boolean => engine.kind === 'fake';

/** Behind the name of a run, wherever it goes; empty for a run that was measured. */
export const madeUpWords = (manifest: Pick<RunManifest, 'engine'>): string =>
  isMadeUp(manifest) ? ', made up by the fake engine' : '';
