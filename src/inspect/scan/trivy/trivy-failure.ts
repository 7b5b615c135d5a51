import { stripVTControlCharacters } from 'node:util';
import type { ScannerFailure } from '../scanner.ts';

const airGap = 'https://trivy.dev/v0.57/docs/advanced/air-gap';

/** What to do about what Trivy said, the first that fits; and whether it would say the same of the next image. */
const remedies: readonly (readonly [RegExp, string, lasting: boolean])[] = [
  [
    /cannot be specified on the first run|first run cannot skip/i,
    `It has no vulnerability database yet: unset TRIVY_SKIP_DB_UPDATE so that it fetches one, or bring one to its cache (${airGap}).`,
    true,
  ],
  [
    /vulnerability DB|DB error|database error|trivy-db/i,
    `It could not get its vulnerability database: check the network or name a mirror in TRIVY_DB_REPOSITORY. TRIVY_SKIP_DB_UPDATE=true takes the one in its cache (${airGap}).`,
    true,
  ],
  [/unknown (shorthand )?flag/i, 'Use Trivy 0.37 or newer.', true],
  // A smaller image may do.
  [
    /no space left on device/i,
    'Free some space in the cache folder of Stagebench and in that of Trivy.',
    false,
  ],
  [/SIGKILL/, 'It may have been out of memory.', false],
];

/** Enough to recognise an error by; Trivy tells every step on the way to it. */
const quotedLength = 400;

/** What happened, in the words of Trivy, and what to do. */
export function explainTrivyFailure(how: string, said: string): ScannerFailure {
  const words = stripVTControlCharacters(said).replaceAll(/\s+/g, ' ').trim();
  const fatal = words
    .slice(Math.max(0, words.indexOf('FATAL')))
    .replace(/^FATAL /, '')
    .replace(/\.$/, '');
  const quoted = fatal.length > quotedLength ? `${fatal.slice(0, quotedLength)}…` : fatal;
  const [, remedy, lasting] = remedies.find(([pattern]) => pattern.test(`${how} ${words}`)) ?? [
    undefined,
    'Run `trivy image` on the image by hand to see more.',
    false,
  ];
  return { reason: `Trivy ${how}${quoted === '' ? ' and said nothing' : `: ${quoted}`}. ${remedy}`, lasting };
}
