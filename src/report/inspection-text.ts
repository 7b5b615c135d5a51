import type { Inspection } from '../domain/inspection.ts';
import { inspectionDetails } from './inspection-details.ts';
import { differencesText } from './inspection-differences.ts';
import { inspectionFacts } from './inspection-facts.ts';
import { noteText } from './note-text.ts';
import { visible } from '../domain/visible.ts';

/**
 * What is in images, for a terminal of so many columns: the facts side by side; then of one image its layers and
 * largest paths, of two what only one of them has. Nothing in an image can act on the terminal.
 */
export function inspectionText(inspections: readonly Inspection[], columns: number): string {
  const shown = visible(inspections);
  const [first, second, third] = shown;
  if (first === undefined) return '';
  const further =
    second === undefined
      ? inspectionDetails(first, columns)
      : third === undefined
        ? differencesText(first, second, columns)
        : '';
  const notes = shown.flatMap(({ name, notes: found }) =>
    found.map((note) => `${noteText(shown.length === 1 ? note : `${name}: ${note}`, columns)}\n`),
  );
  return [inspectionFacts(shown, columns), further, notes.join('')].filter((part) => part !== '').join('\n');
}
