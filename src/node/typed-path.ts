import path from 'node:path';

/** What npm tells its scripts (https://docs.npmjs.com/cli/using-npm/scripts, `INIT_CWD`). */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a path lies that somebody typed: npm runs a script in the folder of its package, wherever it was started. A script of another
 * package that starts this one has its own folder, and means that.
 */
export function typedPath(
  word: string,
  environment: Environment = process.env,
  here: string = process.cwd(),
): string {
  const isOurScript = environment['npm_lifecycle_script']?.includes('bench/cli.js') === true;
  const isHere = environment['npm_package_json'] === path.join(here, 'package.json');
  return path.resolve(isOurScript && isHere ? (environment['INIT_CWD'] ?? here) : here, word);
}
