import { everything } from './covering-set.fixture.ts';
import { describeWholeRun } from './whole-run.fixture.ts';

describeWholeRun('a run of everything', everything);
