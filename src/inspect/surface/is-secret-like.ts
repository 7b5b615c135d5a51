import { withoutControls } from './package-label.ts';

/**
 * Words by which a variable says that it holds a secret: those of BuildKit's check SecretsUsedInArgOrEnv
 * (https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/), and others that people use. In names
 * such as SSH_AUTHORITY they are part of a word and do not count.
 */
const secretWords = [
  ...['apikey', 'auth', 'credential', 'credentials', 'key', 'passwd', 'password', 'pword', 'secret', 'token'],
  ...[
    'accesskey',
    'apikeys',
    'authorization',
    'jwt',
    'keys',
    'pass',
    'passphrase',
    'passwords',
    'privatekey',
  ],
  ...['psw', 'pwd', 'secretkey', 'secrets', 'tokens'],
  // Of `pass` the end of a word says nothing: BYPASS, COMPASS.
  ...['dbpass', 'pgpass', 'sshpass'],
];

/** Words that say it at the end of a longer one, too: PGPASSWORD, CLIENTSECRET. */
const secretEnds = ['passphrase', 'passwd', 'password', 'secret', 'token'];
const secretLike = new RegExp(
  `(?:^|_)(?:${secretWords.join('|')})(?:_|$)|(?:${secretEnds.join('|')})(?:_|$)`,
  'i',
);

/** A public key is none, and a file's or folder's place is not what is in it. */
const harmless = /(?:^|_)public(?:_|$)|_(?:file|path|dir)$/i;

/** Names that look like it, and are known to hold nothing secret. */
const publicNames = new Set([
  // Whose signature the sources of python, php and others were checked by: the id of a public key.
  ...['GPG_KEY', 'GPG_KEYS'],
  'APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE',
  // The folders that a shell is and was in; the socket of an agent.
  ...['PWD', 'SSH_AUTH_SOCK'],
  // Settings of database images.
  ...['POSTGRES_HOST_AUTH_METHOD', 'ALLOW_EMPTY_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD'],
  ...['MYSQL_RANDOM_ROOT_PASSWORD', 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD', 'MARIADB_RANDOM_ROOT_PASSWORD'],
]);

/** Whether a variable of this name looks as if it held a secret. */
export function isSecretLike(name: string): boolean {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^A-Za-z0-9]+/g, '_');
  return secretLike.test(words) && !harmless.test(words) && !publicNames.has(name);
}

/** The names of variables (`NAME=value`) that look as if they held a secret, sorted. Values are never handed on. */
export function secretLikeNames(env: readonly string[]): string[] {
  const names = env.map((variable) => variable.split('=', 1)[0] ?? '').filter(isSecretLike);
  return [...new Set(names.map(withoutControls))].sort();
}
