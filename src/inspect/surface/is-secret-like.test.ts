import { expect, test } from 'vitest';
import { secretLikeNames } from './is-secret-like.ts';

test.each([
  ...['TOKEN', 'GITHUB_TOKEN', 'TOKEN_GITHUB', 'NPM_TOKENS', 'npm_config__authToken', 'secret_message'],
  ...['DB_PASSWORD', 'MYSQL_PASS', 'DB_PWD', 'SIGNING_PASSPHRASE', 'APIKEY', 'STRIPE_API_KEY'],
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'SSH_PRIVATE_KEY', 'GOOGLE_CREDENTIALS', 'BASIC_AUTH'],
  ...['COMPOSER_AUTH', 'apiKey', 'my-api-key', 'spring.datasource.password'],
  ...['PGPASSWORD', 'DBPASSWORD', 'DBPASSWD', 'DBPASSWORD_OLD', 'SSHPASS', 'DBPASS', 'GPGPASSPHRASE'],
  ...['CLIENTSECRET', 'NPM_AUTHTOKEN'],
])('%s looks like a secret', (name) => {
  expect(secretLikeNames([`${name}=x`])).toEqual([name]);
});

test.each([
  ...['PATH', 'HOME', 'LANG', 'NODE_VERSION', 'PYTHON_SHA256', 'GOTOOLCHAIN', 'SSL_CERT_FILE', 'KEYBOARD'],
  ...[
    'AUTHOR',
    'SSH_AUTHORITY',
    'MONKEY',
    'TOKENIZERS_PARALLELISM',
    'BYPASS',
    'COMPASS_URL',
    'PASSWORDLESS_LOGIN',
    'PGPASSFILE',
    'PWD',
    'OLDPWD',
  ],
  ...['GPG_KEY', 'GPG_KEYS', 'PUBLIC_KEY', 'STRIPE_PUBLIC_KEY', 'POSTGRES_PASSWORD_FILE', 'KEY_PATH'],
  ...['SSH_AUTH_SOCK', 'APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE', 'MYSQL_ALLOW_EMPTY_PASSWORD', ''],
])('%s does not', (name) => {
  expect(secretLikeNames([`${name}=x`])).toEqual([]);
});

test('names come once, sorted, without what they are set to', () => {
  expect(secretLikeNames(['B_TOKEN=a=b', 'A_KEY=1', 'B_TOKEN=2', 'C_SECRET'])).toEqual([
    'A_KEY',
    'B_TOKEN',
    'C_SECRET',
  ]);
});

test('a name cannot put control characters into a report', () => {
  expect(secretLikeNames(['\u001b[2J_TOKEN=x'])).toEqual(['?[2J_TOKEN']);
});
