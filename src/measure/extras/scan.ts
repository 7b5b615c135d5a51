import { endsTheRun } from '../../domain/ends-the-run.ts';
import type { ScanResult } from '../../domain/image/scan.ts';
import type { Extra } from '../images/extra.ts';

/** Known vulnerabilities, as a scanner counts them. */
export const extra: Extra<'scan'> = {
  ...{ id: 'scan', order: 2, option: 'scan', needsImages: true },
  open: ({ scanner, scanImage }, { bench: { engine, signal }, account, say }) => ({
    measure: ({ ref }) =>
      account.charge('extras', async () => {
        const result = await scanImage(ref, say).catch((error: unknown): ScanResult => {
          if (signal.aborted || endsTheRun(error)) throw error;
          return { state: 'not-scanned', scanner, reason: (error as Error).message };
        });
        // Of an engine that is lost a scan says only that the image could not be saved.
        if (result.state === 'not-scanned') await engine.ping();
        return result;
      }),
  }),
};
