import type { Table } from '../table.ts';

/** The options of each command, with its examples. */
export const table: Table<'commands'> = {
  ...{ id: 'options', from: 'commands' },
  about: 'the options of each command',
  show: (commands) =>
    commands.map(({ usage, describe, options, examples }) => ({
      heading: usage,
      caption: `${describe}.`,
      isMarkdown: true,
      cells: {
        head: ['option', 'meaning', 'default'],
        rows: options.map((option) => [`\`--${option.name}\``, option.describe, option.default]),
      },
      remarks: [
        {
          code: examples.map(([words, meaning]) => `stagebench ${words}    # ${meaning}`).join('\n'),
          language: 'sh',
        },
      ],
    })),
};
