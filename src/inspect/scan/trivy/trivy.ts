import type { Scanner } from '../scanner.ts';
import { explainTrivyFailure } from './trivy-failure.ts';
import { readTrivyReport } from './trivy-report.ts';
import { readTrivyVersion } from './trivy-version.ts';

/** Trivy has a time limit of its own, 5 min unless told; ours comes first. */
const laterMs = 60_000;

/** https://trivy.dev/docs/latest/references/configuration/cli/trivy_image */
export const trivy: Scanner = {
  id: 'trivy',
  title: 'Trivy',
  program: 'trivy',
  repositories: ['aquasec/trivy', 'ghcr.io/aquasecurity/trivy', 'public.ecr.aws/aquasecurity/trivy'],
  install: 'Install Trivy 0.37 or newer (https://trivy.dev/latest/getting-started/)',
  variables: {
    prefix: 'TRIVY_',
    // Younger than the oldest Trivy that will do: as a flag an older one refuses them, as a variable it does not see them.
    set: { TRIVY_SKIP_VERSION_CHECK: 'true', TRIVY_DISABLE_TELEMETRY: 'true' },
    kept: [
      'TRIVY_CACHE_DIR',
      'TRIVY_DB_REPOSITORY',
      'TRIVY_JAVA_DB_REPOSITORY',
      'TRIVY_SKIP_DB_UPDATE',
      'TRIVY_SKIP_JAVA_DB_UPDATE',
      'TRIVY_OFFLINE_SCAN',
      'TRIVY_INSECURE',
      'TRIVY_USERNAME',
      'TRIVY_PASSWORD',
      'TRIVY_REGISTRY_TOKEN',
    ],
    cacheFolder: 'TRIVY_CACHE_DIR',
  },
  versionArguments: ['version', '--format', 'json'],
  scanArguments: (file, timeoutMs) => [
    'image',
    ...['--input', file],
    ...['--format', 'json'],
    ...['--severity', 'CRITICAL,HIGH'],
    ...['--scanners', 'vuln'],
    // Without the packages, "nothing is vulnerable" and "nothing was looked at" are the same report.
    '--list-all-pkgs',
    ...['--timeout', `${Math.ceil((timeoutMs + laterMs) / 1000)}s`],
    '--quiet',
  ],
  readVersion: readTrivyVersion,
  readReport: readTrivyReport,
  explainFailure: explainTrivyFailure,
};
