import { expect, test } from 'vitest';
import { chooseMirror, defaultMirror, parseAptSources } from './apt-sources.ts';

const deb822 = `Types: deb
# a comment inside a stanza
URIs: http://mirror.example/debian/
Suites: bookworm
 bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
`;

test('deb822 sources: stanzas, comments, continued lines', () => {
  expect(parseAptSources('debian.sources', deb822)).toEqual([
    {
      uris: ['http://mirror.example/debian/'],
      suites: ['bookworm', 'bookworm-updates'],
      components: ['main'],
    },
    { uris: ['http://mirror.example/debian-security'], suites: ['bookworm-security'], components: ['main'] },
  ]);
});

test('one-line sources: options, comments, sources of source packages', () => {
  const text = `# deb http://off.example/debian bookworm main
deb-src http://src.example/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] https://on.example/debian bookworm main contrib # why not`;
  expect(parseAptSources('sources.list', text)).toEqual([
    { uris: ['https://on.example/debian'], suites: ['bookworm'], components: ['main', 'contrib'] },
  ]);
});

test("the machine's own mirror of its release is preferred, whatever else it names", () => {
  const files = new Map([
    ['sources.list', 'deb https://deb.nodesource.com/node_20.x nodistro main\n'],
    ['sources.list.d/debian.sources', deb822],
  ]);
  expect(chooseMirror(files, 'bookworm')).toBe('http://mirror.example/debian');
});

test.each([
  ['nothing', new Map<string, string>()],
  ['only a CD', new Map([['sources.list', 'deb cdrom:[Debian]/ bookworm main']])],
  ['only a disabled source', new Map([['debian.sources', `Enabled: no\n${deb822.split('\n\n')[0]}`]])],
  ['only its security updates', new Map([['debian.sources', deb822.split('\n\n')[1] ?? '']])],
])("%s named means Debian's own mirror", (_title, files) => {
  expect(chooseMirror(files, 'bookworm')).toBe(defaultMirror);
});
