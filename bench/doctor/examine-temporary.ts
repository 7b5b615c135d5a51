import { StagebenchError } from '../../src/domain/errors.ts';
import { checkTemporaryFolder } from '../../src/engine/temporary-folder.ts';
import type { Finding } from './finding.ts';

/** A line about the folder for temporary files if it cannot be used: every build needs it. */
export async function temporaryFinding(): Promise<Finding[]> {
  try {
    await checkTemporaryFolder();
    return [];
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    return [{ state: 'missing', what: 'temporary folder', found: error.message, fix: error.fix }];
  }
}
