import { StagebenchError, type ErrorCode } from '../../domain/errors.ts';

const kinds: readonly (readonly [RegExp, ErrorCode])[] = [
  [/Hash Sum mismatch|unexpected size|Hashes of expected file/i, 'HASH_MISMATCH'],
  [/NO_PUBKEY|not signed|BADSIG|EXPKEYSIG|GPG error|Clearsigned file|signature/i, 'HASH_MISMATCH'],
  [/No space left on device|Read-only file system/i, 'PROVISION_FAILED'],
];

/** The catalogue's error for an apt-get that failed, with what apt said. */
export function aptFailure(command: string, output: string): StagebenchError {
  const said = [...new Set(output.split('\n').filter((line) => /^(E|W|Err):/.test(line)))].slice(0, 6);
  const [, code] = kinds.find(([pattern]) => said.some((line) => pattern.test(line))) ?? [
    undefined,
    'DOWNLOAD_FAILED',
  ];
  const detail = said.length > 0 ? said : output.trim().split('\n').slice(-6);
  return new StagebenchError(code, [`apt-get ${command} failed:`, ...detail].join('\n  '));
}
