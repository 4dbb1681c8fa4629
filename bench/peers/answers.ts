/** Whether something at this address speaks HTTP. */
export async function answers(port: number, path = '/'): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(2_000) })
  await response.arrayBuffer()
  return response.status > 0
}
