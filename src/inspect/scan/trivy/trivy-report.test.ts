import { describe, expect, test } from 'vitest';
import {
  cleanDebian,
  cleanGo,
  debian,
  emptyDebian,
  trivyReport,
  vulnerableDebian,
  vulnerableNode,
} from './trivy-report.fixture.ts';
import { readTrivyReport } from './trivy-report.ts';

const counted = (critical: number, high: number, criticalFixable: number, highFixable: number) => ({
  counts: { critical, high, criticalFixable, highFixable },
});

const flaw = { VulnerabilityID: 'CVE-2030-0009', PkgName: 'x', InstalledVersion: '1', Severity: 'HIGH' };
const withFlaws = (...flaws: object[]) => trivyReport([{ ...cleanGo, Vulnerabilities: flaws }]);

describe('what is counted', () => {
  test.each([
    [
      'a vulnerability of a system package, with and without a fix',
      trivyReport([vulnerableDebian], debian),
      counted(1, 2, 1, 0),
    ],
    ['a copy of the same version of a package once', trivyReport([vulnerableNode]), counted(0, 2, 0, 2)],
    [
      'everything in all entries together',
      trivyReport([vulnerableDebian, vulnerableNode], debian),
      counted(1, 4, 1, 2),
    ],
    [
      'the same vulnerability in two entries once',
      trivyReport([vulnerableNode, { ...vulnerableNode, Target: 'other' }]),
      counted(0, 2, 0, 2),
    ],
    [
      'a vulnerability that is critical for one source and high for another once, as critical',
      withFlaws(flaw, { ...flaw, Severity: 'CRITICAL' }, flaw),
      counted(1, 0, 0, 0),
    ],
    ['an empty fixed version as no fix', withFlaws({ ...flaw, FixedVersion: '' }), counted(0, 1, 0, 0)],
    ['nothing below high', withFlaws({ ...flaw, Severity: 'MEDIUM' }, flaw), counted(0, 1, 0, 0)],
    ['packages without a version', withFlaws({ ...flaw, InstalledVersion: undefined }), counted(0, 1, 0, 0)],
  ])('%s', (_, report, expected) => {
    expect(readTrivyReport(report)).toMatchObject(expected);
  });
});

describe('0 is a number where packages were looked at', () => {
  test.each([
    ['of a system', trivyReport([cleanDebian], debian)],
    ['of a system and an application', trivyReport([cleanDebian, cleanGo], debian)],
    ['with null for an empty list', trivyReport([{ ...cleanDebian, Vulnerabilities: null }], debian)],
  ])('%s', (_, report) => {
    expect(readTrivyReport(report)).toEqual({ state: 'scanned', ...counted(0, 0, 0, 0) });
  });
});

describe('where no system packages were looked up, the counts are of language packages only', () => {
  test.each([
    ['a binary in an image without a system', trivyReport([cleanGo]), counted(0, 0, 0, 0)],
    ['an app in an image without a system', trivyReport([vulnerableNode]), counted(0, 2, 0, 2)],
    [
      'packages of no distribution',
      trivyReport([cleanGo], { Family: 'none', Name: '' }),
      counted(0, 0, 0, 0),
    ],
    [
      'the same, although they are listed',
      trivyReport([{ ...cleanDebian, Type: 'none' }, vulnerableNode], { Family: 'none', Name: '' }),
      counted(0, 2, 0, 2),
    ],
    [
      'a system without a list of packages',
      trivyReport([emptyDebian, vulnerableNode], debian),
      counted(0, 2, 0, 2),
    ],
    [
      'a system that Trivy does not know',
      trivyReport([vulnerableNode], { Family: 'archlinux', Name: '' }),
      counted(0, 2, 0, 2),
    ],
  ])('%s', (_, report, expected) => {
    expect(readTrivyReport(report)).toEqual({ state: 'language-packages-only', ...expected });
  });
});

describe('not scanned, with the reason', () => {
  test.each([
    ['no text', '', /is not JSON/],
    ['text that is not JSON', 'CRITICAL: 3', /is not JSON/],
    ['half a report', trivyReport([vulnerableDebian], debian).slice(0, -40), /is not JSON/],
    ['null', 'null', /names no schema version/],
    ['another JSON', '{"matches":[]}', /names no schema version/],
    [
      'the report of a Trivy before schemas, a bare list',
      JSON.stringify([cleanDebian]),
      /names no schema version/,
    ],
    ['an older schema', trivyReport([cleanDebian], debian, { SchemaVersion: 1 }), /schema version 1, not 2/],
    ['a newer schema', trivyReport([cleanDebian], debian, { SchemaVersion: 3 }), /schema version 3, not 2/],
    [
      'no name of what was scanned',
      trivyReport([cleanDebian], debian, { ArtifactName: undefined }),
      /ArtifactName/,
    ],
    ['entries that are no list', trivyReport(undefined, debian, { Results: {} }), /Results/],
    [
      'a vulnerability without its number',
      withFlaws({ ...flaw, VulnerabilityID: '' }),
      /Results\.0\.Vulnerabilities\.0\.VulnerabilityID/,
    ],
    ['a severity that would not be counted', withFlaws({ ...flaw, Severity: 'Severe' }), /Severity/],
    [
      'no entries, no system: a static binary in scratch',
      trivyReport(undefined),
      /found nothing that it knows how to scan/,
    ],
    ['null for entries', trivyReport(null), /found nothing that it knows how to scan/],
    ['an empty list of entries', trivyReport([], debian), /found nothing that it knows how to scan/],
    [
      'a system without a list of packages',
      trivyReport([emptyDebian], debian),
      /found nothing that it knows how to scan/,
    ],
    [
      'nothing but packages of no distribution',
      trivyReport([{ ...cleanDebian, Type: 'none' }], { Family: 'none', Name: '' }),
      /found nothing that it knows how to scan/,
    ],
  ])('%s', (_, report, reason) => {
    expect(readTrivyReport(report)).toEqual({ state: 'not-scanned', reason: expect.stringMatching(reason) });
  });
});
