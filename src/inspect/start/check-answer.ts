/**
 * Holds an HTTP answer against what app.ts promises: status 200, JSON, and every promised field equal, or matching if
 * it is a pattern. Returns what is wrong, or undefined.
 */
export function checkAnswer(
  status: number,
  body: string,
  expected: Readonly<Record<string, unknown>>,
): string | undefined {
  const shown = body.length > 200 ? `${body.slice(0, 200)}…` : body;
  if (status !== 200) return `status ${status} instead of 200, body: ${shown}`;
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return `the body is not JSON: ${shown}`;
  }
  if (typeof answer !== 'object' || answer === null) return `the body is not a JSON object: ${shown}`;
  const fields = new Map(Object.entries(answer));
  for (const [name, wanted] of Object.entries(expected)) {
    const got: unknown = fields.get(name);
    const good =
      wanted instanceof RegExp ? typeof got === 'string' && wanted.test(got) : sameJson(got, wanted);
    if (!good) {
      return `"${name}" is ${got === undefined ? 'missing' : JSON.stringify(got)} instead of ${wanted instanceof RegExp ? String(wanted) : JSON.stringify(wanted)}`;
    }
  }
  return undefined;
}

/** Equal as JSON values; the order of an object's keys does not matter. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)))
  );
}
