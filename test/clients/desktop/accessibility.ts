import { openBus } from './dbus.ts'

type Reference = readonly [bus: string, path: string]

/** What a window shows, as a screen reader is told (AT-SPI 2). */
export interface Shown {
  readonly role: string
  readonly name: string
  readonly enabled: boolean
  readonly checked: boolean
  readonly at: Reference
}

/** Everything the programs of one desktop show, and how to use it without a mouse. */
export interface Accessibility {
  /** The address of the bus that programs tell it on. */
  readonly address: string
  /** What is to be seen now, from the outside in. Something may have gone since. */
  shown(): Promise<Shown[]>
  press(what: Shown): Promise<void>
  /** With the mouse, in its middle, for what offers no action of its own. */
  click(what: Shown): Promise<void>
  /** Into a field of text, instead of what is there. */
  write(what: Shown, text: string): Promise<void>
  /** Into a field of numbers. */
  set(what: Shown, value: number): Promise<void>
  close(): void
}

const ATSPI = 'org.a11y.atspi'
const ROOT = '/org/a11y/atspi/accessible/root'
const DEVICES: Reference = [`${ATSPI}.Registry`, '/org/a11y/atspi/registry/deviceeventcontroller']
const PROPERTIES = 'org.freedesktop.DBus.Properties'

/** Bits of the state set, from atspi-constants.h. */
const CHECKED = 4
const ENABLED = 8
const SHOWING = 25

/** @param session the address of the session bus. */
export async function openAccessibility(session: string): Promise<Accessibility> {
  const first = await openBus(session)
  const address = await first.call<string>('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus.GetAddress')
  const bus = await openBus(address)
  first.close()
  const ask = <T>(at: Reference, method: string, signature?: string, ...values: unknown[]): Promise<T> =>
    bus.call<T>(...at, method, signature, ...values)

  async function look(at: Reference, top: boolean): Promise<Shown[]> {
    const [states] = await ask<[number, number]>(at, `${ATSPI}.Accessible.GetState`)
    const has = (bit: number): boolean => ((states >>> bit) & 1) === 1
    if (!top && !has(SHOWING)) return []
    const [role, name, below] = await Promise.all([
      ask<string>(at, `${ATSPI}.Accessible.GetRoleName`),
      ask<string>(at, `${PROPERTIES}.Get`, 'ss', `${ATSPI}.Accessible`, 'Name'),
      members(at, false),
    ])
    return [{ role, name, enabled: has(ENABLED), checked: has(CHECKED), at }, ...below]
  }

  async function members(of: Reference, top: boolean): Promise<Shown[]> {
    const children = await ask<Reference[]>(of, `${ATSPI}.Accessible.GetChildren`)
    // What closes while it is looked at is not shown.
    const looked = await Promise.all(children.map((child) => look(child, top).catch(() => [])))
    return looked.flat()
  }

  return {
    address,
    shown: () => members([`${ATSPI}.Registry`, ROOT], true),
    press: ({ at }) => ask(at, `${ATSPI}.Action.DoAction`, 'i', 0),
    click: async ({ at }) => {
      const screen = 0
      const [x, y, width, height] = await ask<[number, number, number, number]>(
        at,
        `${ATSPI}.Component.GetExtents`,
        'u',
        screen,
      )
      const middle = [Math.round(x + width / 2), Math.round(y + height / 2)]
      await ask(DEVICES, `${ATSPI}.DeviceEventController.GenerateMouseEvent`, 'iis', ...middle, 'b1c')
    },
    write: ({ at }, text) => ask(at, `${ATSPI}.EditableText.SetTextContents`, 's', text),
    set: ({ at }, value) =>
      ask(at, `${PROPERTIES}.Set`, 'ssv', `${ATSPI}.Value`, 'CurrentValue', ['d', value]),
    close: () => bus.close(),
  }
}
