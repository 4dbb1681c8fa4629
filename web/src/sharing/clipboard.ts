/**
 * Puts a text into the clipboard that may only be known in a while. Safari lets a page write there only in the very
 * moment of the click, so what it gets is a promise.
 * @returns false when the browser did not allow it. @throws what the text is waited for throws.
 */
export async function copyLater(text: Promise<string>): Promise<boolean> {
  const { clipboard } = navigator
  if (clipboard === undefined) {
    await text
    return false
  }
  try {
    if (typeof ClipboardItem === 'undefined') await clipboard.writeText(await text)
    else {
      const blob = text.then((known) => new Blob([known], { type: 'text/plain' }))
      await clipboard.write([new ClipboardItem({ 'text/plain': blob })])
    }
    return true
  } catch {
    // What kept the text from coming is its own failure, not that of the clipboard.
    await text
    return false
  }
}

export const copyText = (text: string): Promise<boolean> => copyLater(Promise.resolve(text))
