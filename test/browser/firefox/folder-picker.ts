import type { Bidi } from './bidi.ts'

/** In Firefox’s own window: the next folder that is asked for is this one, as if somebody had chosen it. */
const CHOOSE = `(path) => {
  const file = Components.classes['@mozilla.org/file/local;1'].createInstance(Components.interfaces.nsIFile)
  file.initWithPath(path)
  const picker = {
    QueryInterface: ChromeUtils.generateQI(['nsIFilePicker']),
    init() {}, appendFilters() {}, appendFilter() {}, appendRawFilter() {},
    defaultString: '', defaultExtension: '', filterIndex: 0, displayDirectory: null, displaySpecialDirectory: '',
    addToRecentDocs: false, capture: 0, okButtonLabel: '', fileURL: null, files: null, mode: 2, file,
    isModeSupported: () => Promise.resolve(true),
    open: (callback) => Services.tm.dispatchToMainThread(() => callback.done(0)),
  }
  const factory = {
    QueryInterface: ChromeUtils.generateQI(['nsIFactory']),
    createInstance: (iid) => picker.QueryInterface(iid),
  }
  Components.manager
    .QueryInterface(Components.interfaces.nsIComponentRegistrar)
    .registerFactory(Services.uuid.generateUUID(), '', '@mozilla.org/filepicker;1', factory)
}`

/** Firefox asks once more before it gives a page a whole folder. Done as soon as that was answered with yes. */
const CONFIRM = `() => {
  for (const frame of document.querySelectorAll('browser.dialogFrame')) {
    const dialog = frame.contentDocument?.getElementById('commonDialog')
    const accept = dialog?._buttons && dialog.getButton('accept')
    if (!accept || accept.disabled) continue
    accept.click()
    return true
  }
  return false
}`

interface Tree {
  readonly contexts: readonly { readonly context: string }[]
}

/** Answers for folders, which WebDriver BiDi has no command for. */
export class FolderPicker {
  readonly #bidi: Bidi
  readonly #chrome: string

  private constructor(bidi: Bidi, chrome: string) {
    this.#bidi = bidi
    this.#chrome = chrome
  }

  static async of(bidi: Bidi): Promise<FolderPicker> {
    const { contexts } = await bidi.send<Tree>('browsingContext.getTree', { 'moz:scope': 'chrome' })
    return new FolderPicker(bidi, contexts[0]!.context)
  }

  async choose(path: string): Promise<void> {
    await this.#call(CHOOSE, [{ type: 'string', value: path }])
  }

  /** @returns whether the question stood there. */
  async confirm(): Promise<boolean> {
    return (await this.#call(CONFIRM, [])) === true
  }

  async #call(functionDeclaration: string, given: readonly object[]): Promise<unknown> {
    const answer = await this.#bidi.send<{
      type: string
      result: { value?: unknown }
      exceptionDetails?: { text: string }
    }>('script.callFunction', {
      ...{ functionDeclaration, arguments: given, target: { context: this.#chrome }, awaitPromise: true },
    })
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text)
    return answer.result.value
  }
}
