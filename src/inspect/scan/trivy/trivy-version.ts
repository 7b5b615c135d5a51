import { z } from 'zod';
import type { VersionReading } from '../scanner.ts';
import { parseJson } from './parse-json.ts';

/** `trivy version --format json`: https://pkg.go.dev/github.com/aquasecurity/trivy/pkg/types#VersionInfo */
const versionSchema = z.object({
  Version: z.string().min(1),
  VulnerabilityDB: z
    .object({
      Version: z.number(),
      UpdatedAt: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is not a date'),
    })
    .nullish(),
});

/** Reads the version of Trivy and of the database in its cache; after a scan that is the one it was made with. */
export function readTrivyVersion(text: string): VersionReading {
  const parsed = versionSchema.safeParse(parseJson(text));
  if (!parsed.success) return unknown('Trivy does not say which version it is: use Trivy 0.37 or newer.');
  const { Version, VulnerabilityDB: database } = parsed.data;
  if (database === undefined || database === null)
    return unknown(
      'Trivy does not say which vulnerability database it has used: counts without its date cannot be compared. Look at `trivy version`.',
    );
  return {
    state: 'known',
    version: {
      scannerVersion: Version,
      databaseVersion: String(database.Version),
      databaseDate: new Date(database.UpdatedAt).toISOString(),
    },
  };
}

const unknown = (reason: string): VersionReading => ({ state: 'unknown', reason });
