/** One enabled source of binary packages: sources.list(5). */
export interface AptSource {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
}

/** Reads one sources file: the one-line style, or deb822 if its name ends in `.sources`. */
export function parseAptSources(fileName: string, text: string): readonly AptSource[] {
  return fileName.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text);
}

/** `deb [option=value …] uri suite component …`, one a line. */
function parseOneLine(text: string): readonly AptSource[] {
  return text.split('\n').flatMap((line) => {
    const words = line
      .replace(/#.*/, '')
      .replace(/\[[^\]]*\]/, ' ')
      .trim()
      .split(/\s+/);
    const [type, uri, suite, ...components] = words;
    return type === 'deb' && uri !== undefined && suite !== undefined
      ? [{ uris: [uri], suites: [suite], components }]
      : [];
  });
}

/** Stanzas of `Field: value`, with lines that begin with a space continuing the one before. */
function parseDeb822(text: string): readonly AptSource[] {
  const withoutComments = text.replace(/^#.*\n?/gm, '');
  return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map<string, readonly string[]>();
    for (const line of stanza.replace(/\n[ \t]+/g, ' ').split('\n')) {
      const [, name, value] = /^([^\s:]+):(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined)
        fields.set(name.toLowerCase(), value.trim().split(/\s+/));
    }
    const words = (name: string): readonly string[] => (fields.get(name) ?? []).filter(Boolean);
    const enabled = !/^(no|false|0|off|without|disable)$/i.test(words('enabled')[0] ?? 'yes');
    if (!enabled || !words('types').includes('deb')) return [];
    return [{ uris: words('uris'), suites: words('suites'), components: words('components') }];
  });
}

export const defaultMirror = 'http://deb.debian.org/debian';

/** The archive this machine already takes its own release from; Debian's own if it names none over HTTP. */
export function chooseMirror(aptSources: ReadonlyMap<string, string>, codename: string): string {
  for (const [file, text] of aptSources) {
    for (const source of parseAptSources(file, text)) {
      const offersRelease = source.suites.includes(codename) && source.components.includes('main');
      const uri = source.uris.find((candidate) => /^https?:\/\//.test(candidate));
      if (offersRelease && uri !== undefined) return uri.replace(/\/+$/, '');
    }
  }
  return defaultMirror;
}
