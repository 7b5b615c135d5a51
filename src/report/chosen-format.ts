import type { Format } from './format.ts';
import { formats } from './formats/index.ts';

/** The format that an option asks for; without one the first. `isOn`: whether a switch of the command is. */
export function chosenFormat(isOn: (option: string) => boolean): Format {
  const asked = formats.find(({ option }) => option !== undefined && isOn(option));
  return asked ?? formats.reduce((first, format) => (format.order < first.order ? format : first));
}
