const INTERVAL = 200

/** One line on a terminal's standard error that is written over; nothing where nobody watches. */
export function progressLine(to: NodeJS.WriteStream = process.stderr): {
  show(text: string): void
  end(): void
} {
  let last = 0
  return {
    show(text) {
      if (!to.isTTY || Date.now() - last < INTERVAL) return
      last = Date.now()
      to.write(`\r\u001b[K${text}`)
    },
    end() {
      if (last > 0) to.write('\r\u001b[K')
    },
  }
}
