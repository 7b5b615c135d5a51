import { coveringSet } from './covering-set.fixture.ts';
import { describeWholeRun } from './whole-run.fixture.ts';

describeWholeRun('runs that cover every strategy, scenario, app and base', coveringSet);
