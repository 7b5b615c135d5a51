import { createHash } from 'node:crypto';
import type { LayerEntry } from '../layers/layer-entry.ts';

const common = { mode: 0o644, uid: 0, gid: 0, mtime: 1_700_000_000, size: 0 } as const;

export const file = (path: string, content: string, changes: Partial<LayerEntry> = {}): LayerEntry => ({
  ...{ ...common, path, type: 'file', size: content.length },
  digest: createHash('sha256').update(content).digest('hex'),
  ...changes,
});

export const folder = (path: string, changes: Partial<LayerEntry> = {}): LayerEntry => ({
  ...{ ...common, path, type: 'directory', mode: 0o755 },
  ...changes,
});

export const link = (type: 'link' | 'symlink', path: string, target: string): LayerEntry => ({
  ...{ ...common, path, type, target },
});
