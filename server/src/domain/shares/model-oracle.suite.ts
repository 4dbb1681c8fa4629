/**
 * What sharing should come to, told as plainly as can be: objects, loops, and single rights that spread from owners to
 * those they gave to until nothing is added. Nothing in here is used by the domain, nor uses it.
 */

export interface Thing {
  readonly id: number
  readonly folder: boolean
  parent: number | null
  /** Lies in the trash itself. */
  trashed: boolean
}

export interface Gift {
  readonly id: number
  thing: number
  readonly from: string
  /** A person, a group, or nobody: whoever has the address. */
  readonly to: string | null
  readonly group: boolean
  permissions: number
  expires: number | null
}

/** Where somebody sees what they received. */
export interface Window {
  readonly who: string
  thing: number
  /** A folder of their own; null when they left it. */
  parent: number | null
}

const BITS = [1, 2, 4, 8, 16, 32]
const READ = 1
const MAY_SHARE = 16
const NOT_ON_FILES = [4, 8]

export class Oracle {
  readonly things = new Map<number, Thing>()
  readonly roots = new Map<string, number>()
  readonly groups = new Map<string, Set<string>>()
  gifts: Gift[] = []
  windows: Window[] = []
  now = 0

  /** The thing and the folders that it lies in. */
  above(id: number): Thing[] {
    const thing = this.things.get(id)!
    return thing.parent === null ? [thing] : [thing, ...this.above(thing.parent)]
  }

  ownerOf(id: number): string {
    const root = this.above(id).at(-1)!.id
    return [...this.roots].find(([, own]) => own === root)![0]
  }

  isLive = (id: number): boolean => this.above(id).every((thing) => !thing.trashed)

  within = (id: number, folder: number): boolean => this.above(id).some((thing) => thing.id === folder)

  receivers({ to, group }: Gift): string[] {
    if (to === null) return []
    return group ? [...this.groups.get(to)!] : [to]
  }

  isFile = (id: number): boolean => !this.things.get(id)!.folder

  isOver = ({ expires }: Gift): boolean => expires !== null && expires <= this.now

  /** Whether somebody may give something with these rights, of those that they see and have. */
  mayGive(who: string, thing: number, rights: number): boolean {
    const has = this.seenBy(who).get(thing) ?? 0
    return (has & MAY_SHARE) !== 0 && (has | rights) === has
  }

  /** What a gift is worth now, whoever it was given to. */
  worth(gift: Gift, granted: ReadonlySet<string>): number {
    const has = (bit: number): boolean => granted.has(`${gift.from} ${gift.thing} ${bit}`)
    if (this.isOver(gift) || !has(MAY_SHARE)) return 0
    return this.#sum((bit) => (gift.permissions & bit) !== 0 && has(bit), gift.thing)
  }

  #sum(counts: (bit: number) => boolean, thing: number): number {
    let sum = 0
    for (const bit of BITS) if (counts(bit) && !(this.isFile(thing) && NOT_ON_FILES.includes(bit))) sum += bit
    return sum
  }

  /** Everything that anybody may do, as `who thing right`. */
  granted(): Set<string> {
    const all = new Set<string>()
    const live = [...this.things.keys()].filter((id) => this.isLive(id))
    for (const id of live) for (const bit of BITS) all.add(`${this.ownerOf(id)} ${id} ${bit}`)
    for (let before = -1; before !== all.size; ) {
      before = all.size
      for (const gift of this.gifts) {
        if (this.isOver(gift)) continue
        if (!all.has(`${gift.from} ${gift.thing} ${MAY_SHARE}`)) continue
        const file = this.isFile(gift.thing)
        for (const bit of BITS) {
          if ((gift.permissions & bit) === 0 || (file && NOT_ON_FILES.includes(bit))) continue
          if (!all.has(`${gift.from} ${gift.thing} ${bit}`)) continue
          for (const who of this.receivers(gift))
            for (const id of live) if (this.within(id, gift.thing)) all.add(`${who} ${id} ${bit}`)
        }
      }
    }
    return all
  }

  /** What somebody sees, and what they may do with it. */
  seenBy(who: string, granted = this.granted()): Map<number, number> {
    const seen = new Map<number, number>()
    const windows = this.windows.filter((window) => this.isOpen(window, who, granted))
    for (const id of this.things.keys()) {
      if (!this.isLive(id)) continue
      const own = this.ownerOf(id) === who
      if (!own && !windows.some(({ thing }) => this.within(id, thing))) continue
      seen.set(
        id,
        BITS.filter((bit) => granted.has(`${who} ${id} ${bit}`)).reduce((sum, bit) => sum + bit, 0),
      )
    }
    return seen
  }

  isOpen(window: Window, who: string, granted: ReadonlySet<string>): boolean {
    if (window.who !== who || window.parent === null || !this.isLive(window.parent)) return false
    if (this.ownerOf(window.thing) === who || !this.isLive(window.thing)) return false
    return this.gifts.some(
      (gift) =>
        gift.thing === window.thing &&
        this.receivers(gift).includes(who) &&
        !this.isOver(gift) &&
        granted.has(`${gift.from} ${gift.thing} ${MAY_SHARE}`) &&
        (gift.permissions & READ) !== 0 &&
        granted.has(`${gift.from} ${gift.thing} ${READ}`),
    )
  }

  give(gift: Gift): void {
    this.gifts.push(gift)
    for (const who of this.receivers(gift)) this.place(who, gift)
  }

  /** Owners and givers have it already. */
  place(who: string, { thing, from, group }: Gift): void {
    if (group && (who === from || who === this.ownerOf(thing))) return
    const there = this.windows.find((window) => window.who === who && window.thing === thing)
    if (there === undefined) this.windows.push({ who, thing, parent: this.roots.get(who)! })
    else there.parent ??= this.roots.get(who)!
  }

  join(who: string, group: string): void {
    this.groups.get(group)!.add(who)
    for (const gift of this.gifts) if (gift.group && gift.to === group) this.place(who, gift)
  }

  leave(window: Window): void {
    window.parent = null
    this.gifts = this.gifts.filter(
      (gift) => gift.group || gift.to !== window.who || gift.thing !== window.thing,
    )
  }
}
