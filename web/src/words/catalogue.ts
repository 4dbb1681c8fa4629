/** Sentences by their keys, with all steps of each: `acts.rename.label`. */
export type Catalogue = ReadonlyMap<string, string>

export interface Tree {
  readonly [key: string]: string | Tree
}

function* flatten(tree: Tree, prefix: string): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') yield [prefix + key, value]
    else yield* flatten(value, `${prefix}${key}.`)
  }
}

/** @param files of one language: what is said of each feature, by the path of its file. */
export function gather(files: Readonly<Record<string, unknown>>): Catalogue {
  const all = new Map<string, string>()
  for (const [path, tree] of Object.entries(files)) {
    const feature = path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
    for (const [key, sentence] of flatten(tree as Tree, `${feature}.`)) all.set(key, sentence)
  }
  return all
}
