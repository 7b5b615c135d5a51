/** What of os-release(5) matters here. Missing fields are empty. */
export interface OsRelease {
  readonly id: string;
  readonly versionId: string;
  readonly codename: string;
  readonly prettyName: string;
}

/** Reads os-release(5): shell-like assignments, values quoted or not. */
export function parseOsRelease(text: string): OsRelease {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, quoted] = /^([A-Z0-9_]+)=(.*)$/.exec(line.trim()) ?? [];
    if (name === undefined || quoted === undefined) continue;
    fields.set(name, quoted.replace(/^(["'])(.*)\1$/, '$2').replace(/\\(["'$`\\])/g, '$1'));
  }
  const id = fields.get('ID') ?? '';
  return {
    id,
    versionId: fields.get('VERSION_ID') ?? '',
    codename: fields.get('VERSION_CODENAME') ?? '',
    prettyName: fields.get('PRETTY_NAME') ?? (id === '' ? 'a system without /etc/os-release' : id),
  };
}
