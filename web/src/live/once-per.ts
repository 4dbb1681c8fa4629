/** At once, and then at most once in so many milliseconds, the last wish never forgotten. */
export function oncePer(milliseconds: number, act: () => void): () => void {
  let waiting = false
  let wanted = false
  const run = (): void => {
    wanted = false
    waiting = true
    act()
    setTimeout(() => {
      waiting = false
      if (wanted) run()
    }, milliseconds)
  }
  return () => {
    if (waiting) wanted = true
    else run()
  }
}
