import type { ScanResult } from '../../domain/image/scan.ts';
import { scanImage, type ScanParts } from './scan-image.ts';

/** What differs from image to image. */
type ImageParts = Pick<ScanParts, 'saveImage' | 'onProgress'>;

/**
 * Scans the images of one command. After a failure that was not for the image (no database can be had, no answer within the
 * time limit) the scanner is not tried again: each of many images would wait that long.
 */
export function scanImages(
  parts: Omit<ScanParts, keyof ImageParts | 'onLastingFailure'>,
): (image: ImageParts) => Promise<ScanResult> {
  const { scanner } = parts;
  let failure: string | undefined;
  const onLastingFailure = (reason: string): void => {
    failure = reason;
  };
  return async (image) => {
    if (failure === undefined) return scanImage({ ...parts, ...image, onLastingFailure });
    const reason = `${scanner.title} was not tried again after it had failed for an image before: ${failure}`;
    return { state: 'not-scanned', scanner: scanner.id, reason };
  };
}
