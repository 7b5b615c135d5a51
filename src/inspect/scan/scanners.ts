import type { ScannerId } from '../../domain/image/scan.ts';
import type { Scanner } from './scanner.ts';
import { trivy } from './trivy/trivy.ts';

/** The scanners by the names that `--scan` takes. */
export const scanners: Readonly<Record<ScannerId, Scanner>> = { trivy };
