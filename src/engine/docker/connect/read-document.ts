import type { IncomingMessage } from 'node:http';
import { ConnectionError } from './api-error.ts';

/** Far more than an engine with a hundred thousand records in its build cache tells of itself. Bytes. */
const largestBytes = 128 * 1024 * 1024;

/**
 * Reads an answer that is a document to its end: what its JSON holds, or its bytes if it is none. Rejects with a
 * ConnectionError if it is larger than any engine's, so that one without an end does not fill the memory.
 */
export async function readDocument(
  answer: IncomingMessage,
  limit: number = largestBytes,
): Promise<Buffer | object> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) throw new ConnectionError(`its answer is larger than ${limit / 1024 / 1024} MiB`);
  }
  const bytes = Buffer.concat(chunks);
  try {
    return (JSON.parse(bytes.toString()) as object | null) ?? bytes;
  } catch {
    return bytes;
  }
}
