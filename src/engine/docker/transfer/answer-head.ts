import { ConnectionError } from '../connect/api-error.ts';

/** The head of an answer of an engine takes some hundred. Bytes. */
const longestHead = 65_536;
const headEnd = '\r\n\r\n';

/** What stands before the body of an answer in HTTP/1.0, in however many pieces it comes. */
export class AnswerHead {
  /** Of HTTP; undefined as long as the head is not whole. */
  status: number | undefined;
  #read = Buffer.alloc(0);

  /** What of a piece belongs to the body. Throws a ConnectionError if this is no answer that has a bare body. */
  read(piece: Buffer): Buffer {
    if (this.status !== undefined) return piece;
    const all = Buffer.concat([this.#read, piece]);
    const end = all.indexOf(headEnd);
    if (end === -1) {
      if (all.length > longestHead) throw new ConnectionError('its answer is no HTTP');
      this.#read = all;
      return all.subarray(0, 0);
    }
    const [first = '', ...fields] = all.toString('latin1', 0, end).split('\r\n');
    const status = /^HTTP\/1\.[01] ([0-9]{3})(?: |$)/.exec(first)?.[1];
    if (status === undefined) throw new ConnectionError('its answer is no HTTP');
    if (fields.some((field) => /^(transfer|content)-encoding:/i.test(field)))
      throw new ConnectionError('it answers HTTP/1.0 with an encoding that was not asked for');
    this.status = Number(status);
    return all.subarray(end + headEnd.length);
  }
}

/** What an engine says that refuses, in the words that docker-modem makes of it. */
export function refusalOf(status: number, body: Buffer): Error {
  const why = status === 400 ? 'bad parameter' : status === 500 ? 'server error' : 'unexpected';
  return Object.assign(new Error(`(HTTP code ${status}) ${why} - ${saidIn(body.toString())} `), {
    statusCode: status,
  });
}

function saidIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
