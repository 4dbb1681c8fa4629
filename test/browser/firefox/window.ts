import type { Bidi } from './bidi.ts'
import { FolderPicker } from './folder-picker.ts'

export interface Cookie {
  readonly name: string
  readonly value: string
}

interface Node {
  readonly sharedId: string
}

/** Milliseconds: the machine may be busy with much else. */
const PATIENCE = 90_000
const PACE = 100

/** Keys by their names, as WebDriver writes them. */
const KEYS: Readonly<Record<string, string>> = {
  ...{ Enter: '\uE007', Escape: '\uE00C', Delete: '\uE017', F2: '\uE032', Control: '\uE009' },
  ...{ Home: '\uE011', ArrowDown: '\uE015', ArrowUp: '\uE013', Tab: '\uE004', Shift: '\uE008' },
}

/** Asks again and again until there is an answer. */
async function until<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + PATIENCE
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, PACE))
  }
}

const keyActions = (keys: readonly string[]) => [
  ...keys.map((value) => ({ type: 'keyDown', value })),
  ...keys.toReversed().map((value) => ({ type: 'keyUp', value })),
]

/** A page in Firefox, found by what people see and hear of it. */
export class Window {
  readonly #bidi: Bidi
  readonly #context: string

  private constructor(bidi: Bidi, context: string) {
    this.#bidi = bidi
    this.#context = context
  }

  static async open(bidi: Bidi, url: string, cookie?: Cookie): Promise<Window> {
    const { userContext } = await bidi.send<{ userContext: string }>('browser.createUserContext')
    const { context } = await bidi.send<{ context: string }>('browsingContext.create', {
      ...{ type: 'tab', userContext },
    })
    if (cookie !== undefined)
      await bidi.send('storage.setCookie', {
        cookie: {
          ...{ name: cookie.name, value: { type: 'string', value: cookie.value }, path: '/' },
          ...{ domain: new URL(url).hostname, httpOnly: true, sameSite: 'lax' },
        },
        partition: { type: 'storageKey', userContext },
      })
    const window = new Window(bidi, context)
    await window.go(url)
    return window
  }

  async go(url: string): Promise<void> {
    await this.#bidi.send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' })
  }

  async close(): Promise<void> {
    await this.#bidi.send('browsingContext.close', { context: this.#context })
  }

  /** Waits until it is there. @param name whole, as readers hear it. */
  async see(role: string, name: string): Promise<Node> {
    return await until(`${role} “${name}”`, () =>
      this.#locate({ type: 'accessibility', value: { role, name } }),
    )
  }

  async seeAt(selector: string): Promise<Node> {
    return await until(selector, () => this.#locate({ type: 'css', value: selector }))
  }

  async gone(selector: string): Promise<void> {
    await until(`${selector} to go`, async () => {
      return (await this.#locate({ type: 'css', value: selector })) === undefined
    })
  }

  /** Waits until the page says so somewhere. */
  async says(text: string): Promise<void> {
    await until(`“${text}”`, async () => {
      return (await this.evaluate('document.body.innerText')).replace(/\s/g, ' ').includes(text)
    })
  }

  async click(role: string, name: string): Promise<void> {
    await this.#press(await this.see(role, name))
  }

  async clickAt(selector: string): Promise<void> {
    await this.#press(await this.seeAt(selector))
  }

  /** Keys held together, such as `Control` and `x`. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#keys(keyActions(keys.map((key) => KEYS[key] ?? key)))
  }

  async type(text: string): Promise<void> {
    await this.#keys([...text].flatMap((letter) => keyActions([letter])))
  }

  /** Text of an expression’s value. */
  async evaluate(expression: string): Promise<string> {
    const { result } = await this.#bidi.send<{ result?: { value?: unknown } }>('script.evaluate', {
      ...{ expression, target: { context: this.#context }, awaitPromise: true, userActivation: false },
    })
    return String(result?.value ?? '')
  }

  /** Puts the focus on what is found there, once it is there and takes it. */
  async focus(selector: string): Promise<void> {
    const path = JSON.stringify(selector)
    await this.seeAt(selector)
    await until(`the focus on ${selector}`, async () => {
      const script = `{ const it = document.querySelector(${path}); it?.focus(); it !== null && it === document.activeElement }`
      return (await this.evaluate(script)) === 'true'
    })
  }

  async hasFocus(selector: string): Promise<boolean> {
    const script = `document.activeElement?.matches(${JSON.stringify(selector)}) === true`
    return (await this.evaluate(script)) === 'true'
  }

  async focused(selector: string): Promise<void> {
    await until(`${selector} to have the focus`, () => this.hasFocus(selector))
  }

  /** Does what opens the choice of files, and chooses these. */
  async chooseFiles(open: () => Promise<void>, files: readonly string[]): Promise<void> {
    const element = new Promise<Node>((resolve) => {
      const stop = this.#bidi.on<{ context: string; element: Node }>('input.fileDialogOpened', (told) => {
        if (told.context !== this.#context) return
        stop()
        resolve(told.element)
      })
    })
    await open()
    const { sharedId } = await element
    await this.#bidi.send('input.setFiles', { context: this.#context, element: { sharedId }, files })
  }

  /** Does what opens the choice of a folder, chooses this one, and confirms it. */
  async chooseFolder(open: () => Promise<void>, folder: string): Promise<void> {
    const picker = await FolderPicker.of(this.#bidi)
    await picker.choose(folder)
    await open()
    await until('the question of Firefox', () => picker.confirm())
  }

  async #locate(locator: object): Promise<Node | undefined> {
    const { nodes } = await this.#bidi.send<{ nodes: readonly Node[] }>('browsingContext.locateNodes', {
      ...{ context: this.#context, locator, maxNodeCount: 1 },
    })
    return nodes[0]
  }

  async #keys(actions: readonly object[]): Promise<void> {
    await this.#act([{ type: 'key', id: 'keyboard', actions }])
  }

  async #press({ sharedId }: Node): Promise<void> {
    const origin = { type: 'element', element: { sharedId } }
    const actions = [
      { type: 'pointerMove', x: 0, y: 0, origin },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    await this.#act([{ type: 'pointer', id: 'mouse', actions }])
  }

  async #act(actions: readonly object[]): Promise<void> {
    await this.#bidi.send('input.performActions', { context: this.#context, actions })
  }
}
