import { nameOf, type CommandSpec } from '../command-spec.ts';

/** What to give to a command that got too few words, with an example; undefined if yargs complains of something else. */
export function missingWords(
  message: string,
  words: readonly string[],
  commands: readonly CommandSpec[],
): string | undefined {
  const got = /^Not enough non-option arguments: got (\d+)/.exec(message)?.[1];
  const command = commands.find((one) => words.includes(nameOf(one)));
  if (got === undefined || command === undefined) return undefined;
  const [name = '', ...wanted] = command.usage.split(' ');
  const missing = wanted.slice(Number(got)).join(' and ');
  const [example] = command.examples[0] ?? [command.usage];
  return (
    `${name} needs ${missing}${got === '0' ? '' : ' as well'}. ${command.notes ?? `${command.describe}.`}\n` +
    `    for example: npm run -s stagebench -- ${example}`
  );
}
