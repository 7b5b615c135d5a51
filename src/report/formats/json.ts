import { jsonText } from '../../domain/visible.ts';
import type { Format } from '../format.ts';

/** For programs: what a command knows, under the names of the files of a run. */
export const format: Format = {
  id: 'json',
  order: 3,
  option: 'json',
  isForPrograms: true,
  print: ({ data, tables }) =>
    `${jsonText(data ?? tables.map(({ title, cells, footnotes }) => ({ title, ...cells, footnotes })))}\n`,
};
