import type { AppDefinition } from '../definitions/app.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { Arm } from '../definitions/arm.ts';
import type { EngineKind } from '../engine-info.ts';
import type { ExtraId } from '../image/extras.ts';
import type { ScannerId } from '../image/scan.ts';
import type { ScenarioDefinition } from '../definitions/scenario.ts';
import type { Strategy } from '../definitions/strategy.ts';
import type { Suite } from '../definitions/suite.ts';
import type { Cell, Plan } from './plan.ts';
import type { RecordedShard } from './shard.ts';

/** The definitions that a suite and the options name. */
export interface Selection {
  readonly suite: Suite;
  readonly apps: readonly AppDefinition[];
  readonly scenarios: readonly ScenarioDefinition[];
  /** What is built of each app, by its name in the rows. */
  readonly arms: ReadonlyMap<string, Arm>;
  /** What is built of them, where that is not every app in every arm and scenario. */
  readonly cells?: readonly PlannedCell[];
  /** By variant: the extras that are measured of it, where not all of a run have the same. */
  readonly extras?: ReadonlyMap<string, ReadonlySet<ExtraId>>;
  /** The ids of variants that are held against each other beside what the suite says: of claims, a list for each. */
  readonly together?: readonly (readonly string[])[];
  /** The ids of the variants that are built, where a shard leaves others out. */
  readonly variants?: ReadonlySet<string>;
}

/** A cell with the number of rounds in which it is built. */
export interface PlannedCell extends Cell {
  readonly rounds: number;
}

/** Which engine is asked for. */
export interface EngineChoice {
  /** `auto`: the user's own if it is good enough, else the private one. */
  readonly engine: EngineKind | 'auto';
  /** Whether the private one may be fetched. */
  readonly provision: boolean;
  /** Absent where the engine itself builds. */
  readonly builder?: BuilderChoice;
}

/** The buildx builder that is asked for. */
export interface BuilderChoice {
  readonly name: string;
  /** Nobody else builds there, so its cache may be emptied. */
  readonly isMine: boolean;
}

/** Where base images come from. */
export interface BasesChoice {
  readonly source: 'auto' | 'registry' | 'local';
  /** A file of CA certificates; what the machine trusts beyond the public ones if undefined. */
  readonly caBundle: string | undefined;
}

/** What lets a plan grow or shrink while it is walked. */
export interface Limits {
  readonly budgetMs: number | undefined;
  /** A relative half width at which a cell is narrow enough. */
  readonly until: number | undefined;
}

/** What is measured of an image beside its builds: by extra, undefined if nobody asked for it. */
export interface ExtrasChoice extends Record<ExtraId, unknown> {
  /** `bitsPerSecond`: of the line that pulls go over; as fast as it goes if undefined. */
  readonly transfer: { readonly bitsPerSecond: number | undefined; readonly zstd: boolean } | undefined;
  readonly scan: ScannerId | undefined;
  readonly reproduction: true | undefined;
}

/** A project as a commit has it, under the names that it has now. */
export interface PastProject {
  readonly app: AppDefinition;
  /** The variants that it had. */
  readonly strategies: readonly Strategy[];
  readonly secrets: readonly BuildSecret[];
}

/** Somebody's own project, measured in place of the samples. */
export interface ProjectJob {
  readonly definitions: Definitions;
  /** What was found out about it, a line each. */
  readonly told: readonly string[];
  /** Of its folder, without what is above it. */
  readonly name: string;
  /** Absent where there is no git, or no commit. */
  readonly git?: { readonly commit: string; readonly isDirty: boolean };
  /** By variant: its Dockerfile, relative to the project, and by instruction, the line on which it begins; 0 if on several. */
  readonly dockerfiles: Readonly<
    Record<string, { readonly file: string; readonly lines: Record<string, number> }>
  >;
  /** By the name in FROM, the base that is taken in its place. */
  readonly mapped: Readonly<Record<string, string>>;
  /** What its builds are given and nobody may read. */
  readonly secrets: readonly BuildSecret[];
  /**
   * The same as a commit has it, in a copy below a folder that whoever asks removes. Throws PAST_GONE. Absent where it is itself of a
   * commit.
   */
  readonly inCommit?: (commit: string, folder: string) => Promise<PastProject>;
}

/** A part of a plan. */
interface ShardJob extends RecordedShard {
  /** What every shard builds, a line each. */
  readonly told: readonly string[];
  readonly whole: WholePlan;
}

/** What is split into shards. */
interface WholePlan {
  readonly plan: Plan;
  readonly selected: Selection;
}

/** A secret that builds are given. */
export interface BuildSecret {
  /** Its id, which may be told. */
  readonly name: string;
  /** Masked wherever it would be written or printed: all of it, and its parts. */
  readonly masked: readonly string[];
  /** The same without what may stand in an image for another reason. */
  readonly telltale: readonly string[];
}

/** All that is masked of them, the longest first. */
export const maskedTexts = (secrets: readonly BuildSecret[]): string[] =>
  [...new Set(secrets.flatMap(({ masked }) => masked))].toSorted((a, b) => b.length - a.length);

/** A plan as it is asked for. */
export interface PlanJob {
  /** Absent where the whole plan is built. */
  readonly shard?: ShardJob;
  /** Absent where samples are measured. */
  readonly project?: ProjectJob;
  readonly selected: Selection;
  /** The most that a cell is visited; 1 under a budget, which is shared out later. */
  readonly rounds: number;
  readonly seed: number;
  readonly limits: Limits;
  /** Absolute path of the folder in which earlier runs are looked for. */
  readonly results: string;
  readonly engine: EngineChoice['engine'];
  readonly json: boolean;
}

/** A run as it is asked for: every option, resolved. */
export interface RunJob {
  /** Absent where the whole plan is built. */
  readonly shard?: RecordedShard;
  /** What a shard that begins is a part of. */
  readonly whole?: WholePlan;
  /** Absent where samples are measured. */
  readonly project?: ProjectJob;
  /** The options by name, as they were taken: for run.json. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly selected: Selection;
  readonly limits: Limits;
  readonly engine: EngineChoice;
  readonly bases: BasesChoice;
  readonly extras: ExtrasChoice;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  /** The strategy that others are held against; the suite's own if undefined. */
  readonly baseline: string | undefined;
  readonly keepImages: boolean;
  readonly keepLogs: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** How a run that goes on gets a longer plan. */
export interface MoreRounds {
  /** Of each cell, those that it has included. */
  readonly rounds: number;
  /** Only cells of comparisons in which no difference is claimed yet. */
  readonly onlyUndecided: boolean;
}

/** What run.json says of what a run was asked for. */
export interface RecordedRequest {
  readonly runId: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly engine: { readonly kind: EngineKind };
  readonly shard?: RecordedShard;
}

/** What `run` is asked for: something new, or to go on with a run by name (empty: the newest that did not finish). */
export type RunRequest =
  | {
      readonly kind: 'new';
      readonly plan: PlanJob;
      readonly run: RunJob;
      /** Nothing is built. */
      readonly dryRun: boolean;
    }
  | {
      readonly kind: 'resume';
      readonly name: string;
      readonly results: string;
      /** Whether files that a spreadsheet has saved may be written as they were. */
      readonly repair: boolean;
      /** Undefined: what is left of its plan, and no more. */
      readonly more: MoreRounds | undefined;
      /**
       * The run's own job, with what may be said anew of it. `folder`: absolute path of the one that holds the run, wherever it was
       * found. Throws RESULTS_UNREADABLE, RESUME_REFUSED.
       */
      readonly jobOf: (manifest: RecordedRequest, folder: string) => Promise<RunJob>;
    };
