import { z } from 'zod';
import type { ScanCounts, ScannedState } from '../../../domain/image/scan.ts';
import type { ReportReading } from '../scanner.ts';
import { parseJson } from './parse-json.ts';

/**
 * What is read of `trivy image --format json`: https://trivy.dev/latest/docs/configuration/reporting/#json, the fields after
 * https://pkg.go.dev/github.com/aquasecurity/trivy/pkg/types#Report. Trivy leaves empty fields out. A severity that is
 * not one of its five words makes the report unreadable: it would not be counted.
 */
const vulnerabilitySchema = z.object({
  VulnerabilityID: z.string().min(1),
  PkgName: z.string(),
  InstalledVersion: z.string().default(''),
  FixedVersion: z.string().default(''),
  Severity: z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN']),
  Status: z.string().optional(),
});

const resultSchema = z.object({
  Target: z.string(),
  Class: z.string().optional(),
  Packages: z.array(z.unknown()).nullish(),
  Vulnerabilities: z.array(vulnerabilitySchema).nullish(),
});

const reportSchema = z.object({
  ArtifactName: z.string(),
  Metadata: z.object({ OS: z.object({ Family: z.string() }).nullish() }).nullish(),
  Results: z.array(resultSchema).nullish(),
});

const schemaVersion = 2;
const versionSchema = z.object({ SchemaVersion: z.number() });

type Report = z.infer<typeof reportSchema>;
type Result = z.infer<typeof resultSchema>;
type Vulnerability = z.infer<typeof vulnerabilitySchema>;

const otherTrivy = 'Use Trivy 0.37 or newer; if it is, Stagebench does not know its report yet';

/** Counts what Trivy found; not scanned if the report cannot be read, or says that Trivy saw nothing to scan. */
export function readTrivyReport(text: string): ReportReading {
  const value = parseJson(text);
  if (value === undefined)
    return notScanned('The report of Trivy is not JSON: run it by hand to see what it prints.');
  const version = versionSchema.safeParse(value);
  if (!version.success) return notScanned(`The report of Trivy names no schema version. ${otherTrivy}.`);
  if (version.data.SchemaVersion !== schemaVersion) {
    const found = `schema version ${version.data.SchemaVersion}, not ${schemaVersion}`;
    return notScanned(`The report of Trivy has ${found}. ${otherTrivy}.`);
  }
  const report = reportSchema.safeParse(value);
  if (!report.success) {
    const [issue] = report.error.issues;
    const where = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    return notScanned(`The report of Trivy is not as documented (${where}). ${otherTrivy}.`);
  }
  const state = whatWasSeen(report.data);
  if (state === undefined)
    return notScanned(
      'Trivy found nothing that it knows how to scan: no list of packages, no binary that names its modules. For such an image no number of vulnerabilities is known.',
    );
  return { state, counts: count(vulnerabilitiesOf(report.data)) };
}

const notScanned = (reason: string): ReportReading => ({ state: 'not-scanned', reason });

const vulnerabilitiesOf = (report: Report): Vulnerability[] =>
  (report.Results ?? []).flatMap(({ Vulnerabilities }) => Vulnerabilities ?? []);

/** True if packages were looked at. An entry of the report alone proves nothing: an OS without packages has one too. */
const sawPackages = ({ Packages, Vulnerabilities }: Result): boolean =>
  (Packages ?? []).length > 0 || (Vulnerabilities ?? []).length > 0;

/**
 * How much Trivy looked at; undefined for nothing. Without packages of a system that it knows it has seen the language
 * packages alone: a runtime that was copied into the image, with its libraries, is in no list.
 */
function whatWasSeen(report: Report): ScannedState | undefined {
  const family = report.Metadata?.OS?.Family ?? '';
  // `none` is what Trivy calls the system of packages that belong to no distribution; it looks none of them up.
  const hasSystem = family !== '' && family !== 'none';
  const ofSystem = (result: Result): boolean => result.Class === 'os-pkgs';
  const seen = (report.Results ?? []).filter(sawPackages).filter((one) => hasSystem || !ofSystem(one));
  if (seen.length === 0) return undefined;
  return seen.some(ofSystem) ? 'scanned' : 'language-packages-only';
}

/** One vulnerability of one version of one package counts once, wherever the image has copies of it. */
function count(vulnerabilities: readonly Vulnerability[]): ScanCounts {
  const distinct = new Map<string, { readonly critical: boolean; readonly fixable: boolean }>();
  for (const { VulnerabilityID, PkgName, InstalledVersion, FixedVersion, Severity } of vulnerabilities) {
    if (Severity !== 'CRITICAL' && Severity !== 'HIGH') continue;
    const key = JSON.stringify([VulnerabilityID, PkgName, InstalledVersion]);
    const before = distinct.get(key);
    distinct.set(key, {
      critical: Severity === 'CRITICAL' || before?.critical === true,
      fixable: FixedVersion !== '' || before?.fixable === true,
    });
  }
  const all = [...distinct.values()];
  const critical = all.filter((one) => one.critical);
  const high = all.filter((one) => !one.critical);
  return {
    critical: critical.length,
    high: high.length,
    criticalFixable: critical.filter((one) => one.fixable).length,
    highFixable: high.filter((one) => one.fixable).length,
  };
}
