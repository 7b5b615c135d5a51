import { describe, expect, test } from 'vitest';
import yargs from 'yargs';
import { checkSwitches, yargsOptions, parseDuration, parseShare, parseBandwidth } from './yargs-options.ts';
import { optionTable } from './option-table.ts';
import { definitions } from '../registry.ts';
import { formatSpan } from '../../src/domain/units.ts';

/** Parses words as the command line does; errors of coercions are thrown. */
async function values(names: string[], ...words: string[]): Promise<Record<string, unknown>> {
  const parser = yargs(words)
    .parserConfiguration({ 'camel-case-expansion': false, 'duplicate-arguments-array': true })
    .options(
      yargsOptions(
        [...optionTable.values()].filter(({ name }) => names.includes(name)),
        definitions,
      ),
    )
    .exitProcess(false)
    .fail((message, error) => {
      throw error instanceof Error ? error : new Error(message);
    });
  return parser.parseAsync();
}
const value = async (name: string, ...words: string[]) => (await values([name], ...words))[name];

describe('a list', () => {
  test.each([
    ['is comma-separated', ['--apps', 'go,node'], ['go', 'node']],
    ['or repeated', ['--apps', 'go', '--apps', 'node'], ['go', 'node']],
    ['or both', ['--apps=go,node', '--apps=python'], ['go', 'node', 'python']],
    ['has no blanks and no gaps', ['--apps', ' go , node,'], ['go', 'node']],
    ['keeps what is named twice', ['--apps', 'go,go'], ['go', 'go']],
    ['is text, even where it looks like a number', ['--apps', '007'], ['007']],
    ['is undefined if it is not given', [], undefined],
  ])('%s', async (_, words, list) => {
    expect(await value('apps', ...words)).toEqual(list);
  });

  test.each([',', ' ', ',,'])('%j is empty, which is not the same as not given', async (text) => {
    expect(await value('apps', '--apps', text)).toEqual([]);
  });
});

describe('a whole number', () => {
  test.each([
    ['1', 1],
    ['007', 7],
    ['1000', 1000],
  ])('%s is %i', async (text, number) => {
    expect(await value('rounds', '--rounds', text)).toBe(number);
  });

  test('is undefined if it is not given', async () => {
    expect((await values(['rounds', 'seed']))['rounds']).toBeUndefined();
  });

  test.each(['0', '-1', '1.5', 'x', '1e3', '0x10', '1001', 'Infinity', '3 '])(
    '"%s" is refused',
    async (text) => {
      await expect(value('rounds', `--rounds=${text}`)).rejects.toThrow(
        `--rounds must be a whole number from 1 to 1000, not "${text}".`,
      );
    },
  );

  test('given twice is refused', async () => {
    await expect(value('rounds', '--rounds', '2', '--rounds', '3')).rejects.toThrow('not "2,3"');
  });

  test('a seed may be 0, and no more than 31 bits', async () => {
    expect(await value('seed', '--seed', '0')).toBe(0);
    expect(await value('seed', '--seed', '2147483647')).toBe(2_147_483_647);
    await expect(value('seed', '--seed', '2147483648')).rejects.toThrow('from 0 to 2147483647');
  });
});

describe('a rate', () => {
  test.each([
    ['100mbit', 100_000_000],
    ['2.5gbit', 2_500_000_000],
    ['500kbit', 500_000],
  ])('%s is %i bit/s', async (text, rate) => {
    expect(await value('bandwidth', '--bandwidth', text)).toBe(rate);
  });

  test.each(['fast', '100', '0mbit', '-1mbit', '100MB'])('"%s" is refused', async (text) => {
    await expect(value('bandwidth', `--bandwidth=${text}`)).rejects.toThrow(
      `--bandwidth must be a rate like 100mbit, 1gbit or 500kbit, not "${text}".`,
    );
  });
});

describe('a switch', () => {
  test.each(['--dry-run', '--dry-run=true', '--dry-run=false', '--no-dry-run', '--apps=yes', '--'])(
    '%s is fine',
    (word) => {
      expect(() => checkSwitches([word])).not.toThrow();
    },
  );

  test.each(['foo', '1', 'yes', 'TRUE', ''])('set to "%s" is refused, not taken for false', (value) => {
    expect(() => checkSwitches(['run', `--dry-run=${value}`])).toThrow(
      `--dry-run is either true or false, not "${value}".`,
    );
  });
});

describe('a file', () => {
  test('that can be read is taken as it is', async () => {
    expect(await value('ca-bundle', '--ca-bundle', import.meta.filename)).toBe(import.meta.filename);
  });

  test.each([
    [`${import.meta.filename}.nope`, `--ca-bundle ${import.meta.filename}.nope cannot be read: ENOENT.`],
    [import.meta.dirname, `--ca-bundle ${import.meta.dirname} is a folder.`],
  ])('%s is refused', async (file, message) => {
    await expect(value('ca-bundle', '--ca-bundle', file)).rejects.toThrow(message);
  });
});

describe('a word', () => {
  test('is taken as it is', async () => {
    expect(await value('results', '--results', '/tmp/a b,c')).toBe('/tmp/a b,c');
  });

  test.each([
    ['twice', ['--results', 'a', '--results', 'b'], '--results is given 2 times.'],
    ['empty', ['--results='], '--results is empty.'],
  ])('given %s is refused', async (_, words, message) => {
    await expect(value('results', ...words)).rejects.toThrow(message);
  });

  test('that is not among the choices is refused, naming them', async () => {
    await expect(value('engine', '--engine', 'dokcer')).rejects.toThrow(
      /"dokcer".*"auto", "docker", "private", "fake"/s,
    );
  });

  test.each([
    ['with its word', ['--resume', 'x'], 'x'],
    ['without', ['--resume'], ''],
    ['without, before another option', ['--resume', '--json'], ''],
    ['not at all', [], undefined],
  ])('that may be left out is given %s', async (_, words, word) => {
    expect((await values(['resume', 'json'], ...words))['resume']).toBe(word);
  });

  test.each(['--apps', '--rounds', '--results', '--budget', '--until'])(
    '%s without a value is refused',
    async (option) => {
      await expect(values(['apps', 'rounds', 'results', 'budget', 'until'], option)).rejects.toThrow(
        /Not enough arguments following/,
      );
    },
  );
});

test.each([
  ['90s', 90_000, '1m30s'],
  ['20m', 1_200_000, '20m'],
  ['1h30m', 5_400_000, '1h30m'],
  ['2h', 7_200_000, '2h'],
  ['1h0m5s', 3_605_000, '1h5s'],
  ['100m', 6_000_000, '1h40m'],
])('%s are %i ms, shown as %s', (text, ms, shown) => {
  expect(parseDuration('budget', text)).toBe(ms);
  expect(formatSpan(ms)).toBe(shown);
});

test.each([
  '',
  '20',
  '20 m',
  'm',
  '0s',
  '0h0m',
  '-5m',
  '1.5h',
  '30m1h',
  '5m5m',
  '1e3s',
  '20min',
  'm20',
  '9'.repeat(20) + 's',
])('"%s" is refused, and what is taken is said', (text) => {
  expect(() => parseDuration('budget', text)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: `--budget must be a time like 90s, 20m or 1h30m, not "${text}".`,
    }),
  );
});

test.each([
  ['3%', 0.03],
  ['0.03', 0.03],
  ['.03', 0.03],
  ['2.5%', 0.025],
  ['0.5%', 0.005],
  ['99.9%', 0.999],
])('%s is %d', (text, share) => {
  expect(parseShare('until', text)).toBeCloseTo(share, 12);
});

test.each(['', '3', '0', '0%', '100%', '1', '-3%', '3 %', '3%%', '%', '.', '1e-2', '3 percent', 'NaN'])(
  '"%s" is refused, and what is taken is said',
  (text) => {
    expect(() => parseShare('until', text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `--until must be more than 0 and less than 100 %, like 3% or 0.03, not "${text}".`,
      }),
    );
  },
);

test.each([
  ['100mbit', 100_000_000],
  ['10mbit', 10_000_000],
  ['1gbit', 1_000_000_000],
  ['500kbit', 500_000],
  ['2.5gbit', 2_500_000_000],
  ['100Mbit', 100_000_000],
])('%s is %i bit/s', (text, bitsPerSecond) => {
  expect(parseBandwidth(text)).toBe(bitsPerSecond);
});

test.each([
  '',
  '100',
  'mbit',
  '0mbit',
  '-1mbit',
  '100 mbit',
  '100mb',
  '100mbps',
  '100mbits',
  '1e3mbit',
  '.5mbit',
])('"%s" is no rate', (text) => {
  expect(() => parseBandwidth(text)).toThrow(
    expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(`not "${text}"`) }),
  );
});
