import { columnText as of, type ColumnText } from './column-text.ts';
import type { imageColumns } from './columns.ts';

const unread = 'the image was not read: not built, it could not be, or the run ended before';
const notStarted = 'the image does not work, or was not built';
const older = `${unread}; schema 1 and 2`;
const counted = (what: string): ColumnText => of('count', 'exact', what, older);
const said = (what: string): ColumnText => of('true or false', 'exact', what, older);

const noTransfer = 'not asked for (`--transfer`), or it failed';
const noEngine = `${noTransfer}, or no second engine may be started`;
const noScan = 'not asked for (`--scan`), or nothing was scanned';
const noRebuild = 'not asked for (`--reproducible`), or it failed';
const found = (what: string): ColumnText =>
  of('count', 'exact', `${what}; by the database of that date`, noScan);

/** What every column of images.csv means. */
export const imageColumnTexts: Readonly<Record<(typeof imageColumns)[number], ColumnText>> = {
  run_id: of('name', '', 'The run: the name of its folder'),
  app: of('name', '', 'The app'),
  strategy: of('name', '', 'The strategy'),
  state: of(
    'name',
    '',
    '`built`; `unhealthy` does not answer as it should; `unread` works, but could not be read, or the run ended before; `failed` was not built',
  ),
  image_id: of(
    'name',
    '',
    'Id of the image; another one where a build is not reproducible to the last bit',
    unread,
  ),
  platform: of('name', 'exact', '`os/arch[/variant]`', unread),
  size_bytes: of('bytes', 'exact', 'Sum of the uncompressed layer tars', unread),
  engine_size_bytes: of(
    'bytes',
    'exact',
    'What the engine itself reports; its meaning depends on `image_store`, never compare it',
    unread,
  ),
  image_store: of('name', '', 'Where the engine keeps images: `graphdriver` or `containerd`', unread),
  base_bytes: of('bytes', 'exact', 'The part of `size_bytes` that is the layers of the base', unread),
  own_bytes: of('bytes', 'exact', '`size_bytes` − `base_bytes`', unread),
  layers: of('count', 'exact', 'Layers', unread),
  own_layers: of('count', 'exact', 'Layers above those of the base', unread),
  history_steps: of('count', 'exact', 'Steps of the history, those without a layer included', unread),
  user: of('name', 'exact', 'USER of the config', `no user is set: root; ${unread}`),
  base_ref: of('name', 'exact', 'Base of the final stage, as the Dockerfile names it'),
  base_digest: of('name', 'exact', 'Its digest', 'the base is `scratch`'),
  base_source: of(
    'name',
    'exact',
    'Weakest source among all bases of the Dockerfile: `registry`, `local` (rebuilt here) or `substitute`',
  ),
  healthy: of('true or false', 'exact', 'Whether the image was started and answered as it should'),
  start_ms: of(
    'ms',
    'noisy',
    'From the start call to the first good answer; median of several starts',
    notStarted,
  ),
  idle_memory_bytes: of(
    'bytes',
    'noisy',
    'Anonymous memory of all its processes right after that answer; median',
    `the engine cannot say; ${notStarted}; schema 1 and 2`,
  ),
  stop_ms: of(
    'ms',
    'noisy',
    'From the stop call to the end of the container; median',
    `${notStarted}; schema 1 and 2`,
  ),
  stop: of(
    'name',
    'exact',
    'The worst of all stops: `graceful`, `abrupt` (an exit code that says so) or `killed` (took no notice)',
    `${notStarted}; schema 1 and 2`,
  ),
  rootfs_bytes: of(
    'bytes',
    'exact',
    'What a process sees: every file once, without what later layers hide',
    older,
  ),
  waste_bytes: of('bytes', 'exact', 'Shipped in a layer, and hidden or replaced by a later one', older),
  largest_layer_bytes: of('bytes', 'exact', 'The largest uncompressed layer', older),
  os_packages: of(
    'count',
    'exact',
    'Distinct names in the databases of dpkg and apk',
    `there is no database that could be read: unknown, not 0; ${older}`,
  ),
  language_packages: counted(
    'Distinct packages of Node and Python, and modules of Go programs, with their versions',
  ),
  executables: counted('Regular files that somebody may execute, scripts included'),
  elf_files: counted('ELF programs and libraries'),
  setuid_files: counted('Regular files that run as their owner'),
  setgid_files: counted('Regular files that run as their group'),
  capability_files: counted('Regular files with capabilities'),
  world_writable_files: counted('Files that everybody may write, and such folders without the sticky bit'),
  shells: counted('Distinct shells (docs/inside.md)'),
  package_managers: counted('Distinct package managers'),
  compilers: counted('Distinct compilers, assemblers and linkers'),
  network_tools: counted('Distinct network tools'),
  runs_as_root: said('Whether the config names no user, `root` or 0'),
  ca_bundle: said('Whether a program finds a bundle of CA certificates'),
  tzdata: said('Whether a program finds time zones'),
  secret_like_env: counted('Environment variables with names like those of secrets; values are never read'),
  names_found: of(
    'text',
    'exact',
    'The names that were counted: tools, then variables',
    `none was found; ${older}`,
  ),
  transfer: of('name', '', '`measured` or `failed`', 'not asked for (`--transfer`)'),
  transfer_bytes: of(
    'bytes',
    'exact',
    'Compressed layers and config, as the manifest in the registry lists them',
    noTransfer,
  ),
  transfer_compression: of(
    'name',
    'exact',
    'Of the layers: `gzip`, `zstd`, `none`, or several joined by `+`',
    noTransfer,
  ),
  transfer_zstd_bytes: of(
    'bytes',
    'exact',
    'The same were the layers compressed with zstd: computed',
    'not asked for (`--zstd`), or the transfer failed',
  ),
  push_ms: of(
    'ms',
    'noisy',
    'Push of all layers into an empty registry on this machine, compression included',
    noTransfer,
  ),
  pull_empty_ms: of(
    'ms',
    'noisy',
    'Pull onto an engine without any image, unpacking included; median',
    noEngine,
  ),
  pull_based_ms: of(
    'ms',
    'noisy',
    'Pull onto an engine that has the base; median',
    `${noEngine}; the image stands on no base`,
  ),
  pull_based_bytes: of(
    'bytes',
    'exact',
    'What that engine still downloaded, by its own report',
    `${noEngine}; the image stands on no base`,
  ),
  transfer_reason: of('text', '', 'Why the transfer failed', 'it did not fail, or was not asked for'),
  scan: of(
    'name',
    '',
    '`scanned`; `language packages only` (there was no list of system packages to look up: each count is a least one) or `not scanned`',
    'not asked for (`--scan`)',
  ),
  scan_critical: found('Distinct critical vulnerabilities'),
  scan_high: found('Distinct high ones'),
  scan_critical_fixable: found('Critical ones for which a fixed version is out'),
  scan_high_fixable: found('High ones for which a fixed version is out'),
  scanner: of('name', '', 'The scanner', 'not asked for (`--scan`)'),
  scanner_version: of('name', '', 'Its version', noScan),
  scanner_db_version: of('name', '', 'Schema of its database', noScan),
  scanner_db_date: of('date', '', 'When its database was made, ISO 8601, UTC', noScan),
  scan_reason: of('text', '', 'Why nothing was scanned, and what to do', 'it was scanned, or not asked for'),
  reproducible: of(
    'name',
    'noisy',
    'Two cold builds against each other: `identical`, `same-files` (other archives), `only-times`, `different`; or `failed`',
    'not asked for (`--reproducible`)',
  ),
  differing_files: of('count', 'noisy', 'Paths that differ between them', noRebuild),
  reproducible_epoch: of(
    'name',
    'noisy',
    'The same of two builds with SOURCE_DATE_EPOCH: `identical`, `same-files`, `only-times` or `different`',
    noRebuild,
  ),
  differing_files_epoch: of('count', 'noisy', 'Paths that differ between those', noRebuild),
  differing_paths: of(
    'text',
    'noisy',
    'Some paths of `differing_files`, and how they differ',
    `no path differs; ${noRebuild}`,
  ),
  reproducible_reason: of('text', '', 'Why it could not be built again', 'it could, or was not asked for'),
  reason: of(
    'text',
    '',
    'Why the image was not built, does not work, or could not be read',
    'it was read and works, or the run ended before; schema 1 to 3',
  ),
};
