import type { Inspection } from '../../domain/image/inspection.ts';
import { visible } from '../../domain/visible.ts';
import { inspectionJson } from '../../record/inspection-json.ts';
import type { Report } from '../format.ts';
import { inspectionDetails } from './inspection-details.ts';
import { differenceTables } from './inspection-differences.ts';
import { factsTable } from './inspection-facts.ts';

/**
 * What is in images: the facts side by side; then of one image its layers and largest paths, of two what only one of them
 * has. Nothing in an image can act on the terminal.
 */
export function inspectionReport(inspections: readonly Inspection[]): Report {
  const shown = visible(inspections);
  const [first, second, third] = shown;
  const data = inspections.map(inspectionJson);
  if (first === undefined) return { data, tables: [] };
  const further =
    second === undefined
      ? inspectionDetails(first)
      : third === undefined
        ? differenceTables(first, second)
        : [];
  const notes = shown.flatMap(({ name, notes: found }) =>
    found.map((note) => (shown.length === 1 ? note : `${name}: ${note}`)),
  );
  return { data, tables: [factsTable(shown), ...further], notes };
}
