/** What stands for a secret. */
const mask = '***';

/** `@sha256:…` is the digest of an image, and what stands before it no user. */
const at = '@(?!sha\\d+:)';

/** What is masked in any text, with what stays in front of it. Each is bounded, so that a long hostile word costs little. */
const patterns: readonly RegExp[] = [
  // scheme://user:password@host; a password may hold another @.
  new RegExp(`([a-z][a-z0-9+.-]{0,30}://)[^\\s/?#:@"'<>]{0,999}:[^\\s/?#"'<>\\\\]{0,999}(?=${at})`, 'gi'),
  // The userinfo of an address ends at the first slash: https://host:port/@scope/package@1.0 has none. People write
  // user:pass/word@host all the same, though it should be encoded: taken as meant where an address has no path that could
  // hold an @, which are an engine's and a proxy's.
  new RegExp(
    `((?:\\btcp|_proxy["']?\\s{0,9}[:=]\\s{0,9}["']?[a-z][a-z0-9+.-]{0,30})://)[^\\s/:@"'<>[$]{0,999}:(?!\\d+[/?#])[^\\s"'<>\\\\]{0,999}(?=${at})`,
    'gi',
  ),
  // scheme://token@host; a name is shorter.
  new RegExp(`([a-z][a-z0-9+.-]{0,30}://)[^\\s/:@"'<>]{20,999}(?=${at})`, 'gi'),
  /([?&][\w.-]{0,60}(?:token|secret|password|passwd|signature|sig|credential|api[_-]?key|access[_-]?key)=)[^&\s"'<>#]+/gi,
  /(\bauthorization["']?\s{0,9}[:=]\s{0,9}["']?(?:basic|bearer|token|digest|negotiate)\s+)[^\s"']+/gi,
  // Without a scheme it may be a sentence: authorization: required. What is long or has a digit is no word of one.
  /(\bauthorization["']?\s{0,9}[:=]\s{0,9}["']?)(?=[^\s"']{16}|[^\s"']{0,99}\d)[^\s"']+/gi,
  /(\bx-registry-(?:auth|config)["']?\s{0,9}[:=]\s{0,9}["']?)[^\s"']+/gi,
  // .npmrc; ${NPM_TOKEN} is a name.
  /((?:_authToken|(?<!\w)_auth|(?<!\w)_password)["']?\s{0,9}[:=]\s{0,9}["']?)(?!\$)[^\s"']+/gi,
];

/**
 * The text without the secrets that stand in addresses and headers in it. `secrets` are masked wherever they stand: what
 * `secretsIn` found.
 */
export function masked(text: string, secrets: readonly string[] = []): string {
  let left = text;
  for (const secret of secrets) left = left.replaceAll(secret, mask);
  // Nearly every text has no address.
  if (!/[@=:]/.test(left)) return left;
  for (const pattern of patterns) left = left.replaceAll(pattern, `$1${mask}`);
  return left;
}

/** The variables that hold an address of an engine or of a proxy, also without its scheme (curl, apt). */
const addresses = /^(docker_host|buildkit_host|(https?|ftp|all)_proxy)$/i;

/** A password that is shorter would be found in other words. */
const shortest = 8;

/** What is secret in the addresses that an environment names: `user:password`, and the password by itself. Longest first. */
export function secretsIn(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found = Object.entries(environment).flatMap(([name, value = '']) => {
    if (!addresses.test(name)) return [];
    const address = value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
    const [, user = '', password = ''] = /^([^:@/]*):(.+)@/s.exec(address) ?? [];
    if (password === '') return [];
    const alone = [password, decoded(password)].filter(({ length }) => length >= shortest);
    return [`${user}:${password}`, ...alone];
  });
  return [...new Set(found)].toSorted((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
