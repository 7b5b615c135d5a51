import { StagebenchError } from '../domain/errors.ts';

/** `NAME=VALUE` words of an option. Throws PROJECT_CONFIG for one without a name or an equals sign. */
export const settingsOf = (option: string, words: readonly string[]): [string, string][] =>
  words.map((word) => {
    const at = word.indexOf('=');
    if (at > 0) return [word.slice(0, at), word.slice(at + 1)];
    throw new StagebenchError(
      'PROJECT_CONFIG',
      `${option} ${word}: this is no NAME=VALUE${option === '--build-arg' ? ', and no variable of this name is set' : ''}.`,
    );
  });
