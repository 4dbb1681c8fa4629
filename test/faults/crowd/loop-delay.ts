import { appendFileSync } from 'node:fs'

/**
 * Loaded into the server before it starts: how many milliseconds late each timer came, which is how long
 * everybody waited for the one thread. One line of JSON each second, in the file that `TEST_LOOP_DELAY` names.
 */
const EVERY = 20
const file = process.env.TEST_LOOP_DELAY!
let late: number[] = []
let before = performance.now()

let told = before

setInterval(() => {
  const now = performance.now()
  late.push(Math.max(0, Math.round(now - before - EVERY)))
  before = now
  if (now - told < 1_000) return
  told = now
  appendFileSync(file, `${JSON.stringify({ at: Date.now(), late })}\n`)
  late = []
}, EVERY).unref()
