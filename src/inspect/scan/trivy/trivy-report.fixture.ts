/** Reports as Trivy writes them (schema version 2), by hand: what they count is known by looking. */

const debianPackages = [
  { ID: 'libc6@2.41-12', Name: 'libc6', Version: '2.41-12', Arch: 'amd64' },
  { ID: 'libssl3t64@3.5.1-1', Name: 'libssl3t64', Version: '3.5.1-1', Arch: 'amd64' },
];

/** A system with packages, in which nothing is vulnerable: the entry is there, the list of vulnerabilities is not. */
export const cleanDebian = {
  Target: '/tmp/image.tar (debian 13.1)',
  Class: 'os-pkgs',
  Type: 'debian',
  Packages: debianPackages,
};

/** 1 critical (fixable) and 2 high: one number, in two packages, without a fix. */
export const vulnerableDebian = {
  ...cleanDebian,
  Vulnerabilities: [
    {
      VulnerabilityID: 'CVE-2030-0001',
      PkgID: 'libssl3t64@3.5.1-1',
      PkgName: 'libssl3t64',
      InstalledVersion: '3.5.1-1',
      FixedVersion: '3.5.1-1+deb13u1',
      Status: 'fixed',
      SeveritySource: 'debian',
      Severity: 'CRITICAL',
      Title: 'a flaw',
    },
    ...['libc6', 'libssl3t64'].map((name) => ({
      VulnerabilityID: 'CVE-2030-0002',
      PkgName: name,
      InstalledVersion: name === 'libc6' ? '2.41-12' : '3.5.1-1',
      Status: 'affected',
      Severity: 'HIGH',
    })),
  ],
};

const tarFlaw = (version: string, folder: string) => ({
  VulnerabilityID: 'CVE-2030-0003',
  PkgName: 'tar',
  PkgPath: `${folder}/node_modules/tar/package.json`,
  InstalledVersion: version,
  FixedVersion: '6.2.1',
  Status: 'fixed',
  Severity: 'HIGH',
});

/** 2 high, both fixable: the same number in two versions of a package, one of which is there twice. */
export const vulnerableNode = {
  Target: 'Node.js',
  Class: 'lang-pkgs',
  Type: 'node-pkg',
  Packages: [
    { ID: 'tar@6.1.0', Name: 'tar', Version: '6.1.0' },
    { ID: 'tar@6.2.0', Name: 'tar', Version: '6.2.0' },
  ],
  Vulnerabilities: [
    tarFlaw('6.1.0', 'app'),
    tarFlaw('6.1.0', 'app/node_modules/npm'),
    tarFlaw('6.2.0', 'opt'),
  ],
};

/** A binary that names its modules, in an image without a system. */
export const cleanGo = {
  Target: 'app/server',
  Class: 'lang-pkgs',
  Type: 'gobinary',
  Packages: [{ ID: 'stdlib@v1.26.0', Name: 'stdlib', Version: 'v1.26.0' }],
};

/** A system that is known by /etc/os-release and has no list of packages. */
export const emptyDebian = { Target: '/tmp/image.tar (debian 13.1)', Class: 'os-pkgs', Type: 'debian' };

export const debian = { Family: 'debian', Name: '13.1' };

/** A whole report; `undefined` leaves a field out. */
export const trivyReport = (
  Results: readonly object[] | null | undefined,
  OS?: { readonly Family: string; readonly Name: string },
  more: object = {},
): string =>
  JSON.stringify({
    SchemaVersion: 2,
    CreatedAt: '2030-02-03T04:05:06.789012345Z',
    ArtifactName: '/tmp/image.tar',
    ArtifactType: 'container_image',
    Metadata: { OS, ImageID: `sha256:${'5e'.repeat(32)}`, DiffIDs: [`sha256:${'ab'.repeat(32)}`] },
    Results,
    ...more,
  });

/** `trivy version --format json`, with a database. */
export const trivyVersion = JSON.stringify({
  Version: '0.68.2',
  VulnerabilityDB: {
    Version: 2,
    NextUpdate: '2030-02-04T00:30:11.123456789Z',
    UpdatedAt: '2030-02-03T00:30:11.123456789Z',
    DownloadedAt: '2030-02-03T04:00:00.5Z',
  },
});

/** The same before the first database was fetched. */
export const trivyVersionWithoutDatabase = JSON.stringify({ Version: '0.68.2' });
