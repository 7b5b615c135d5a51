import { masked } from '../domain/masked.ts';

/**
 * What steps print stands so in the progress of buildx, piece by piece:
 * https://github.com/moby/buildkit/blob/v0.13.1/client/graph.go
 */
const printedData =
  /((?:"vertex":\s*"([^"]*)",\s*)?(?:"stream":\s*(\d+),\s*)?"data":\s*")([A-Za-z0-9+/]+={0,2})(?=")/g;

/**
 * The log of a build without secrets, in what its steps have printed either, which is in Base64 there. BuildKit cuts the output
 * of a step anywhere, so the pieces of one stream are masked as one text.
 */
export function maskedLog(rawLog: string, secrets: readonly string[]): string {
  const streams = new Map<string, Buffer[]>();
  for (const [, , vertex = '', stream = '', data = ''] of rawLog.matchAll(printedData)) {
    const pieces = streams.get(`${vertex} ${stream}`) ?? [];
    pieces.push(Buffer.from(data, 'base64'));
    streams.set(`${vertex} ${stream}`, pieces);
  }
  const left = new Map([...streams].map(([key, pieces]) => [key, maskedPieces(pieces, secrets).values()]));
  const decoded = rawLog.replaceAll(
    printedData,
    (whole, before: string, vertex: string = '', stream: string = '') => {
      const text = left.get(`${vertex} ${stream}`)?.next().value;
      return text === undefined ? whole : `${before}${text.toString('base64')}`;
    },
  );
  return masked(decoded, secrets);
}

/**
 * For each piece of a text what is left of it: undefined if it stays as it is. Joined, the pieces read as the masked text
 * does. If something that is masked lies in several, all of them stands in the first one.
 */
function maskedPieces(
  pieces: readonly Buffer[],
  secrets: readonly string[],
): readonly (Buffer | undefined)[] {
  const of = (parts: readonly Buffer[]): string => masked(Buffer.concat(parts).toString(), secrets);
  const whole = of(pieces);
  if (whole === Buffer.concat(pieces).toString()) return pieces.map(() => undefined);
  if (pieces.length === 1) return [Buffer.from(whole)];
  const middle = Math.floor(pieces.length / 2);
  const [before, after] = [pieces.slice(0, middle), pieces.slice(middle)];
  // What is masked in the halves is then masked in the whole, and nothing else is.
  if (of(before) + of(after) === whole)
    return [...maskedPieces(before, secrets), ...maskedPieces(after, secrets)];
  // Something that is masked, or a character, lies across the middle: the two pieces there become one.
  const joined = [
    ...pieces.slice(0, middle - 1),
    Buffer.concat(pieces.slice(middle - 1, middle + 1)),
    ...pieces.slice(middle + 1),
  ];
  const left = maskedPieces(joined, secrets);
  const inPlace = left[middle - 1] ?? joined[middle - 1];
  return [...left.slice(0, middle - 1), inPlace, Buffer.alloc(0), ...left.slice(middle)];
}
