/** Where an instance of a test can be. */
export interface Storage {
  /** Where database and bytes are, by the settings' names; beyond what lies in the data folder. */
  readonly settings: Readonly<Record<string, string>>
  /** The same for another instance, empty. */
  fresh(): Promise<Readonly<Record<string, string>>>
}
