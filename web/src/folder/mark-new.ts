let listener: ((id: number) => void) | undefined

/** What was just made is selected and given the focus by the list that shows it. */
export const markNew = (id: number): void => listener?.(id)

export function onNew(heard: (id: number) => void): () => void {
  listener = heard
  return () => {
    if (listener === heard) listener = undefined
  }
}
