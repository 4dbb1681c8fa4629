/** Works on several at a time, as many as told. */
export async function eachOf<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const workers = Array.from({ length: Math.min(width, items.length) }, async () => {
    for (const item of queue) await work(item)
  })
  await Promise.all(workers)
}
