/** Opens the window in which files, or a folder, are chosen. To be called while a click or a key is answered. */
export function choose(what: 'files' | 'file' | 'folder'): Promise<File[]> {
  const field = document.createElement('input')
  field.type = 'file'
  field.multiple = what !== 'file'
  field.webkitdirectory = what === 'folder'
  return new Promise((resolve) => {
    field.onchange = () => resolve([...(field.files ?? [])])
    field.oncancel = () => resolve([])
    field.click()
  })
}
