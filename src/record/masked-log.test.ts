import { describe, expect, test } from 'vitest';
import { maskedLog } from './masked-log.ts';

interface Piece {
  readonly text: string | Buffer;
  readonly vertex?: string;
  readonly stream?: number;
}

const entry = ({ text, vertex = 'sha256:1', stream = 1 }: Piece): string =>
  `{"vertex":"${vertex}","stream":${stream},"data":"${Buffer.from(text).toString('base64')}","timestamp":"2026-01-01T00:00:00Z"}`;

/** As buildx prints it: one document for each piece. */
const logOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => `{"logs":[${entry(piece)}]}\n`).join('');

/** What a step has printed, by the entries of a log. */
function said(log: string, vertex = 'sha256:1', stream = 1): string {
  const entries = log
    .trimEnd()
    .split('\n')
    .flatMap(
      (line) => (JSON.parse(line) as { logs: { vertex: string; stream: number; data: string }[] }).logs,
    )
    .filter((one) => one.vertex === vertex && one.stream === stream);
  return Buffer.concat(entries.map(({ data }) => Buffer.from(data, 'base64'))).toString();
}

const secrets = ['bob:hunter2222', 'hunter2222'];
const bytes = Buffer.from('GET https://bob:hunter2222@host/é: 403, so hunter2222 is wrong\n');
const left = 'GET https://***@host/é: 403, so *** is wrong\n';
const everywhere = [...bytes.keys()].slice(1);

describe('a secret that lies in two pieces is masked, wherever they are cut', () => {
  test.each(everywhere)('after %i bytes', (at) => {
    const log = maskedLog(logOf([{ text: bytes.subarray(0, at) }, { text: bytes.subarray(at) }]), secrets);
    expect(said(log)).toBe(left);
  });

  test('with pieces of other steps and of the other stream between them', () => {
    for (const at of everywhere) {
      const log = logOf([
        { text: bytes.subarray(0, at) },
        { text: 'from another step\n', vertex: 'sha256:2' },
        { text: 'warning\n', stream: 2 },
        { text: bytes.subarray(at) },
      ]);
      const masked = maskedLog(log, secrets);
      expect(said(masked)).toBe(left);
      expect(said(masked, 'sha256:2')).toBe('from another step\n');
      expect(said(masked, 'sha256:1', 2)).toBe('warning\n');
    }
  });
});

test('so is one in many pieces of a byte each, and one that only its surroundings give away', () => {
  const text = Buffer.from('> Authorization: Bearer abc.def\nnext line, bob:hunter2222\n');
  const pieces = [...text].map((byte) => ({ text: Buffer.from([byte]) }));
  expect(said(maskedLog(logOf(pieces), secrets))).toBe('> Authorization: Bearer ***\nnext line, ***\n');
});

test('pieces without a secret stay byte for byte, also between pieces that have one', () => {
  const odd = Buffer.from([0x1b, 0xff, 0xc3, 0x0a]);
  const log = logOf([{ text: odd }, { text: 'hunter' }, { text: '2222\n' }, { text: odd }]);
  const lines = maskedLog(log, secrets).split('\n');
  const before = log.split('\n');
  expect([lines[0], lines[3]]).toEqual([before[0], before[3]]);
  expect(said(`${lines[1]}\n${lines[2]}\n`)).toBe('***\n');
});

test('every entry stays, in its order', () => {
  const log = maskedLog(logOf([{ text: 'hun' }, { text: 'ter2' }, { text: '222' }]), secrets);
  expect(log.match(/"timestamp"/g)).toHaveLength(3);
});
