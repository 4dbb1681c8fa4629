/** The one group that means something to Nuage itself: its members are administrators of the instance. */
export const ADMINISTRATORS = 'admin'

export interface Group {
  readonly id: string
  readonly name: string
}
