/** A number with its unit, and what follows it: `16.5 s`, `167 ms ±2%`. */
const measured = /^(?<number>.*?\d) (?<unit>ms|s|B|kB|MB|GB|TB|%)(?<rest>(?: .*)?)$/su;

/**
 * The cells of a column that stands flush right, filled so that the units of its numbers stand under each other, and what
 * follows them too. A cell that is no such number stays as it is.
 */
export function alignedAtUnit(cells: readonly string[]): string[] {
  const found = cells.map((cell) => measured.exec(cell)?.groups);
  const widest = (name: string): number => Math.max(0, ...found.map((groups) => groups?.[name]?.length ?? 0));
  const [unitWidth, restWidth] = [widest('unit'), widest('rest')];
  return cells.map((cell, index) => {
    const { number = '', unit = '', rest = '' } = found[index] ?? {};
    return number === '' ? cell : `${number} ${unit.padEnd(unitWidth)}${rest.padStart(restWidth)}`;
  });
}
