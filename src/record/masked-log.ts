import { masked } from '../domain/masked.ts';

/** What steps print stands so in the progress of buildx: https://github.com/moby/buildkit/blob/v0.13.1/client/graph.go */
const printedData = /("data":\s*")([A-Za-z0-9+/]+={0,2})(?=")/g;

/** The log of a build without secrets, in what its steps have printed either, which is in Base64 there. */
export function maskedLog(rawLog: string, secrets: readonly string[]): string {
  const decoded = rawLog.replaceAll(printedData, (whole, before: string, data: string) => {
    const text = Buffer.from(data, 'base64').toString();
    const left = masked(text, secrets);
    return left === text ? whole : `${before}${Buffer.from(left).toString('base64')}`;
  });
  return masked(decoded, secrets);
}
