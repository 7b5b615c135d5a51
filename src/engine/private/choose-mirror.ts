import { parseAptSources } from './apt-sources.ts';

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
