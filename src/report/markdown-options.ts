import { markdownRows } from './markdown-rows.ts';

export interface DescribedOption {
  readonly name: string;
  readonly describe: string;
  readonly default: string;
}

/** The options of a command as a Markdown table. */
export function markdownOptions(options: readonly DescribedOption[]): string {
  const rows = options.map((option) => [`\`--${option.name}\``, option.describe, option.default]);
  return markdownRows([['option', 'meaning', 'default'], ...rows]);
}
