import type { DescribedRoom, Table } from '../table.ts';

/** The rooms of the house. */
export const table: Table<'rooms'> = {
  ...{ id: 'rooms', from: 'rooms' },
  about: 'the rooms of the source, and what each may import',
  show: (rooms) => [
    {
      isMarkdown: true,
      cells: {
        head: ['room', 'what lives there', 'it may import'],
        rows: rooms.map((room) => [`\`${room.room}\``, room.holds, limitsOf(room)]),
        right: [false, false, false],
      },
    },
  ],
};

function limitsOf({ may, not }: DescribedRoom): string {
  const named = (folders: readonly string[]): string => folders.map((name) => `\`${name}\``).join(', ');
  if (may !== undefined) return may.length === 0 ? 'nothing' : `only ${named(may)}`;
  return not === undefined ? 'all' : `all but ${named(not)}`;
}
