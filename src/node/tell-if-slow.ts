/** How long nobody is told; ms. */
const quietMs = 3000;

/** Does the work, and tells what is waited for if it takes its time: nobody looks at a silent terminal for long. */
export async function tellIfSlow<T>(
  what: string,
  tell: (text: string) => void,
  work: () => Promise<T>,
  afterMs = quietMs,
): Promise<T> {
  const timer = setTimeout(() => {
    tell(`Waiting for ${what}`);
  }, afterMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
