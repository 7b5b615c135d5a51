import { expect, test } from 'vitest';
import { useFakeCli } from '../../fake-cli.fixture.ts';

const cli = useFakeCli();

test('--list names every table with an example that can be pasted', async () => {
  const { exitCode, stdout } = await cli.stagebench(['tables', '--list']);
  expect(exitCode).toBe(0);
  const names = [
    ...['summary', 'sizes', 'times', 'ratios', 'surface', 'start', 'transfer', 'reproducible', 'debug'],
    'recommend',
  ];
  for (const name of names)
    expect(stdout).toContain(
      `\n    <!-- stagebench:${name} run=results/latest -->\n    <!-- /stagebench -->\n`,
    );
  expect(stdout).toContain('<!-- stagebench:chart size-time app=go file=');
  const [, ofTables, ofCharts] =
    /\nKeys of every table [^]*?\n([^]*?)\n\nKeys of every chart:\n([^]*?)\n\n/.exec(stdout) ?? [];
  const named = (text = '') => [...text.matchAll(/^ {4}(\w+)=/gm)].map(([, key]) => key);
  expect(named(ofTables)).toEqual([
    'run',
    'apps',
    'strategies',
    'scenarios',
    'columns',
    'sort',
    'baseline',
    'caption',
    'digits',
  ]);
  expect(named(ofCharts)).toEqual(['run', 'app', 'file', 'width', 'alt']);
});

test('--list has charts among the tables, and apart from them what only this repository has a use for', async () => {
  const { stdout } = await cli.stagebench(['tables', '--list']);
  const [ofRuns = '', ofThis = ''] = stdout.split('\nOnly for the pages of Stagebench itself:\n');
  const named = (text: string) => [...text.matchAll(/^([a-z][a-z -]*)$/gm)].map(([, name]) => name);
  expect(named(ofRuns)).toEqual(named(ofRuns).toSorted());
  expect(named(ofRuns)).toEqual(expect.arrayContaining(['advice', 'summary', 'chart size-time']));
  for (const name of ['rooms', 'self', 'simulation', 'tools', 'options', 'planted-cost'])
    expect([named(ofRuns).includes(name), named(ofThis).includes(name)]).toEqual([false, true]);
});
