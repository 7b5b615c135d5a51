import { describe, expect, test } from 'vitest';
import type { Claim } from '../../domain/definitions/claim.ts';
import { claimRows, smallerClaim } from './claim-rows.fixture.ts';
import { judgeClaim } from './judge-claim.ts';

const both = { 'go/single-stage/cold': [1000], 'go/slim/cold': [900] };
const sizes = { 'single-stage': 300, slim: 100 } as Readonly<Record<string, number>>;
const sized = { images: ({ strategy }: { strategy: string }) => ({ size_bytes: sizes[strategy] }) };

test('the sentence of the outcome is filled with what was found, and the numbers stand beside it', () => {
  expect(judgeClaim(smallerClaim, [claimRows('r1', both, sized)])).toMatchObject({
    ...{ verdict: 'supported', sentence: 'It is, by 200.', runs: ['r1'], standIns: [] },
    ...{ figures: [{ value: 200 }], control: [{ value: 0 }] },
  });
});

test('a run without its rows: not decided, with what is missing and the command that measures it', () => {
  const judged = judgeClaim(smallerClaim, [claimRows('r1', { 'go/slim/cold': [900] })]);
  expect(judged).toMatchObject({
    verdict: 'not-decided',
    sentence: 'It is not decided: there are no rows of go/single-stage.',
    takes: '`npm run bench -- --suite claims --claims A1`',
  });
});

test('a twin that fails: not decided, with the step', () => {
  const rows = claimRows('r1', both, {
    images: ({ strategy }) =>
      strategy === 'slim' ? { state: 'failed', healthy: false, reason: 'step RUN npm ci failed' } : {},
  });
  expect(judgeClaim(smallerClaim, [rows]).sentence).toBe(
    'It is not decided: go/slim: step RUN npm ci failed.',
  );
});

test('what is empty in the rows is not 0: not decided', () => {
  const rows = claimRows('r1', both, { images: () => ({ size_bytes: undefined }) });
  expect(judgeClaim(smallerClaim, [rows])).toMatchObject({
    verdict: 'not-decided',
    sentence: 'It is not decided: go/single-stage: the size was not measured.',
  });
});

test('a control that shows an effect takes the verdict away, and is shown', () => {
  const loud: Claim = {
    ...smallerClaim,
    decide: (evidence) => ({ ...smallerClaim.decide(evidence), isControlQuiet: false }),
  };
  expect(judgeClaim(loud, [claimRows('r1', both, sized)])).toMatchObject({
    ...{ verdict: 'not-decided', figures: [{ value: 200 }], control: [{ value: 0 }] },
    sentence: 'It is not decided: the control shows an effect, too.',
  });
});

describe('on a stand-in for an Alpine base', () => {
  const name = 'node:24-alpine3.22';
  const on = (libc?: 'glibc' | 'musl') =>
    claimRows('r1', both, {
      images: ({ strategy }) => ({
        ...{ size_bytes: sizes[strategy], base_source: 'substitute', base_ref: name },
      }),
      manifest: { bases: [{ name, digest: '', ref: '', source: 'substitute', ...(libc && { libc }) }] },
    });
  const about = { ...smallerClaim, isAboutAlpine: true } as const;

  test.each([['glibc'], [undefined]] as const)('with %s, a claim about Alpine does not apply', (libc) => {
    const judged = judgeClaim(about, [on(libc)]);
    expect(judged.verdict).toBe('does-not-apply');
    expect(judged.sentence).toContain('go/single-stage, go/slim are stand-ins with glibc');
  });

  test('with musl it is decided, and says what stands in; so does any other claim', () => {
    const marked = { verdict: 'supported', standIns: ['go/single-stage', 'go/slim'] };
    expect(judgeClaim(about, [on('musl')])).toMatchObject(marked);
    expect(judgeClaim(smallerClaim, [on()])).toMatchObject(marked);
  });
});

test('a sentence with a word that the rule does not give is a fault of the claim', () => {
  const wrong: Claim = { ...smallerClaim, sentences: { ...smallerClaim.sentences, supported: '{so} much' } };
  expect(() => judgeClaim(wrong, [claimRows('r1', both, sized)])).toThrow('no word for {so}');
});
