/**
 * Closes what an image was moved with. What does not close costs no image its figures: it is told, and taken away with
 * the run, or before the next one.
 */
export async function closeOrNote(
  open: { close(): Promise<void> },
  note: (text: string) => void,
): Promise<void> {
  try {
    await open.close();
  } catch (error) {
    note(`could not be cleaned up: ${(error as Error).message}`);
  }
}
