/** One built file of the web app; its name changes with its content. */
export interface AssetFile {
  readonly type: string
  readonly plain: Buffer
  readonly brotli?: Buffer
  readonly gzip?: Buffer
}

/** The built web app. Names stand below `/assets/`. */
export interface Assets {
  /** The module that starts the app. */
  readonly entry: string
  readonly styles: readonly string[]
  /** Modules that the first one is going to ask for. */
  readonly preload: readonly string[]
  /** The sentences of each language. */
  readonly words: Readonly<Record<string, string>>
  find(name: string): AssetFile | undefined
}
