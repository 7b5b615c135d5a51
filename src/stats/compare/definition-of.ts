/** What a key of `definitions` in run.json stands for; a key that nobody knows may concern every cell. */
export type Definition =
  | { readonly kind: 'dockerfile'; readonly strategy: string; readonly app: string }
  | { readonly kind: 'strategy'; readonly strategy: string }
  | { readonly kind: 'app'; readonly app: string }
  | { readonly kind: 'scenario'; readonly scenario: string }
  | { readonly kind: 'control' | 'other' };

/** `strategies/slim/go.Dockerfile`, `strategies/slim (reruns)`, `sample-apps/go`, `bench/scenarios/cold`, `bench/control/…`. */
export function definitionOf(key: string): Definition {
  const [path = ''] = key.split(' ');
  const [room, name = '', file] = path.split('/');
  if (room === 'sample-apps') return { kind: 'app', app: name };
  if (room === 'strategies') {
    const app = file?.endsWith('.Dockerfile') === true ? file.slice(0, -'.Dockerfile'.length) : undefined;
    return app === undefined
      ? { kind: 'strategy', strategy: name }
      : { kind: 'dockerfile', strategy: name, app };
  }
  if (room === 'bench' && name === 'control') return { kind: 'control' };
  if (room === 'bench' && name === 'scenarios' && file !== undefined) {
    return { kind: 'scenario', scenario: file.replace(/\.ts$/, '') };
  }
  return { kind: 'other' };
}
